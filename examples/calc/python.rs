//! The same program in Python.

use crate::fault::Fault;
use crate::syntax::{Block, Expr, Kind, Rule, Statement};
use crate::value::Value;
use std::io::{self, Write};
use std::process::{Command, Stdio};

/// How the program in Python keeps its values apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    DeepCopy,
    Pyrsistent,
    /// Which has maps only; vectors are tuples.
    Immutables,
}

impl Way {
    pub(crate) const ALL: [Self; 3] = [Self::DeepCopy, Self::Pyrsistent, Self::Immutables];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::DeepCopy => "copy.deepcopy",
            Self::Pyrsistent => "pyrsistent",
            Self::Immutables => "immutables",
        }
    }

    fn module(self) -> &'static str {
        self.name().split('.').next().unwrap_or_default()
    }

    /// Whether this machine has a Python that can go this way.
    pub(crate) fn is_present(self) -> bool {
        let import = format!("import {}", self.module());
        let python = Command::new("python3").args(["-c", &import]).stderr(Stdio::null()).status();
        python.is_ok_and(|status| status.success())
    }

    /// Runs a program. Returns what it printed, and the seconds that it took by its own clock.
    pub(crate) fn run(self, program: &str) -> io::Result<(String, f64)> {
        let mut python = Command::new("python3");
        python.arg("-").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = python.spawn()?;
        if let Some(mut stdin) = child.stdin.take() {
            stdin.write_all(program.as_bytes())?;
        }
        let output = child.wait_with_output()?;
        let messages = String::from_utf8_lossy(&output.stderr);
        let seconds = messages.lines().last().and_then(|line| line.parse().ok());
        match seconds {
            Some(seconds) if output.status.success() => {
                Ok((String::from_utf8_lossy(&output.stdout).into_owned(), seconds))
            }
            _ => Err(io::Error::other(format!("python3: {messages}"))),
        }
    }

    /// Translates a program.
    pub(crate) fn translate(self, program: &Block) -> Result<String, Fault> {
        let mut script = Script { way: self, text: String::new(), indent: 1 };
        script.block(program)?;
        let own = match self {
            Self::DeepCopy => include_str!("python/deepcopy.py"),
            Self::Pyrsistent => include_str!("python/pyrsistent.py"),
            Self::Immutables => include_str!("python/immutables.py"),
        };
        let [before, after] = [include_str!("python/before.py"), include_str!("python/after.py")];
        Ok(format!("{before}\n{own}\n\ndef main():\n{}\n{after}", script.text))
    }
}

struct Script {
    way: Way,
    text: String,
    indent: usize,
}

impl Script {
    fn line(&mut self, line: &str) {
        self.text.push_str(&"    ".repeat(self.indent));
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn block(&mut self, block: &Block) -> Result<(), Fault> {
        if block.is_empty() {
            self.line("pass");
        }
        block.iter().try_for_each(|statement| self.statement(statement))
    }

    fn inner(&mut self, head: &str, block: &Block) -> Result<(), Fault> {
        self.line(head);
        self.indent += 1;
        let result = self.block(block);
        self.indent -= 1;
        result
    }

    fn statement(&mut self, statement: &Statement) -> Result<(), Fault> {
        match statement {
            Statement::Function(name, function) => {
                let parameters: Vec<_> =
                    function.parameters.iter().map(|name| variable(name)).collect();
                self.inner(&format!("def f_{name}({}):", parameters.join(", ")), &function.body)?;
            }
            Statement::While(condition, body) => {
                self.inner(&format!("while {}:", self.expr(condition)?), body)?;
            }
            Statement::For(name, vector, body) => {
                self.inner(&format!("for {} in {}:", variable(name), self.copy(vector)?), body)?;
            }
            Statement::If(condition, then, other) => {
                self.inner(&format!("if {}:", self.expr(condition)?), then)?;
                self.inner("else:", other)?;
            }
            Statement::Return(value) => self.line(&format!("return {}", self.expr(value)?)),
            Statement::Assign(to, value) => self.write("set_in", "{} = {}", to, value)?,
            Statement::Do(Expr { kind: Kind::Call(name, arguments), .. }) if name == "push" => {
                if let [vector, item] = arguments.as_slice() {
                    self.write("push_in", "{}.append({})", vector, item)?;
                }
            }
            Statement::Do(value) => self.line(&self.expr(value)?),
        }
        Ok(())
    }

    /// A write: by a statement of Python, or by a function that gives the variable anew.
    fn write(
        &mut self,
        function: &str,
        statement: &str,
        to: &Expr,
        value: &Expr,
    ) -> Result<(), Fault> {
        let value = self.copy(value)?;
        let Some((name, indices)) = to.place() else {
            return Err(Fault::new("this is no variable", to.span.clone()));
        };
        let is_plain = function == "set_in" && indices.is_empty();
        if self.way == Way::DeepCopy || is_plain {
            let line = statement.replacen("{}", &self.expr(to)?, 1).replacen("{}", &value, 1);
            self.line(&line);
        } else {
            let indices =
                indices.into_iter().map(|index| self.expr(index)).collect::<Result<Vec<_>, _>>()?;
            let name = variable(name);
            self.line(&format!("{name} = {function}({name}, [{}], {value})", indices.join(", ")));
        }
        Ok(())
    }

    /// A value that becomes independent of the place where it was read.
    fn copy(&self, expr: &Expr) -> Result<String, Fault> {
        let value = self.expr(expr)?;
        let needs_copy = self.way == Way::DeepCopy && expr.is_place();
        Ok(if needs_copy { format!("copy.deepcopy({value})") } else { value })
    }

    fn copies(&self, exprs: &[Expr]) -> Result<String, Fault> {
        let copies = exprs.iter().map(|expr| self.copy(expr)).collect::<Result<Vec<_>, _>>()?;
        Ok(copies.join(", "))
    }

    fn expr(&self, expr: &Expr) -> Result<String, Fault> {
        Ok(match &expr.kind {
            Kind::Literal(Value::Nil) => "None".to_owned(),
            Kind::Literal(Value::Bool(truth)) => if *truth { "True" } else { "False" }.to_owned(),
            Kind::Literal(value) => format!("{value:?}").replace('\n', "\\n"),
            Kind::Vector(items) => format!("vector([{}])", self.copies(items)?),
            Kind::Map(pairs) => {
                let pairs = pairs.iter().map(|(key, value)| {
                    Ok(format!("({}, {})", self.expr(key)?, self.copy(value)?))
                });
                format!("mapping([{}])", pairs.collect::<Result<Vec<_>, Fault>>()?.join(", "))
            }
            Kind::Name(name) => variable(name),
            Kind::Index(base, index) => format!("{}[{}]", self.expr(base)?, self.expr(index)?),
            Kind::Call(name, arguments) => match (name.as_str(), arguments.as_slice()) {
                ("print" | "text" | "len", _) => {
                    let arguments = arguments.iter().map(|argument| self.expr(argument));
                    let name = if name == "print" { "show" } else { name };
                    format!("{name}({})", arguments.collect::<Result<Vec<_>, _>>()?.join(", "))
                }
                ("has", [map, key]) => format!("({} in {})", self.expr(key)?, self.expr(map)?),
                ("push", _) => {
                    return Err(Fault::new(
                        "a push within an expression is not translated",
                        expr.span.clone(),
                    ));
                }
                _ => format!("f_{name}({})", self.copies(arguments)?),
            },
            Kind::Prefix(Rule::not, operand) => format!("(not {})", self.expr(operand)?),
            Kind::Prefix(_, operand) => format!("(-{})", self.expr(operand)?),
            Kind::Infix(op, left, right) => {
                let sign = match op {
                    Rule::or => "or",
                    Rule::and => "and",
                    Rule::equal => "==",
                    Rule::unequal => "!=",
                    Rule::at_most => "<=",
                    Rule::at_least => ">=",
                    Rule::less => "<",
                    Rule::more => ">",
                    Rule::add => "+",
                    Rule::subtract => "-",
                    Rule::multiply => "*",
                    Rule::divide => "/",
                    _ => "%",
                };
                format!("({} {sign} {})", self.expr(left)?, self.expr(right)?)
            }
        })
    }
}

/// No name of Python.
fn variable(name: &str) -> String {
    format!("v_{name}")
}
