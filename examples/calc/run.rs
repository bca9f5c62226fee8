//! The interpreter.

use crate::fault::Fault;
use crate::syntax::{Block, Expr, Function, Kind, Rule, Span, Statement};
use crate::value::{Value, clones};
use serde::Serialize;
use std::collections::HashMap;
use std::io::Write;
use std::rc::Rc;

/// Calls within calls.
const MOST_CALLS: usize = 500;

/// Elements of a vector or bytes of a string that a sum makes: a vector that is added to itself again and again shares its
/// elements, and would have more of them than can be counted; a string would take all memory.
const MOST_ELEMENTS: usize = 1 << 28;

/// What copy-on-write did.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(crate) struct Counts {
    /// Vectors and maps that were assigned, passed, or put into others: the copies that were avoided.
    pub(crate) copies_avoided: u64,
    /// The elements that those copies would have had, without what is inside of these.
    pub(crate) elements_avoided: u64,
    /// Writes that found their elements shared, and copied a leaf.
    pub(crate) writes_copying: u64,
    /// The elements in these leaves.
    pub(crate) elements_copied: u64,
    /// Writes that copied nothing.
    pub(crate) writes_in_place: u64,
}

pub(crate) struct Interpreter<'w> {
    functions: HashMap<String, Rc<Function>>,
    /// The variables of the program, and those of each call within: a function sees its own only.
    frames: Vec<HashMap<String, Value>>,
    out: &'w mut dyn Write,
    pub(crate) counts: Counts,
}

/// Why a block ended early.
enum Stop {
    Return(Value),
    Fault(Fault),
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl<'w> Interpreter<'w> {
    pub(crate) fn new(out: &'w mut dyn Write) -> Self {
        Self {
            functions: HashMap::new(),
            frames: vec![HashMap::new()],
            out,
            counts: Counts::default(),
        }
    }

    /// Runs a program. Returns the value of its last statement, if that is an expression.
    pub(crate) fn run(&mut self, program: &Block) -> Result<Option<Value>, Fault> {
        self.frames.truncate(1);
        let (last, before) = match program.split_last() {
            Some((Statement::Do(last), before)) => (Some(last), before),
            _ => (None, program.as_slice()),
        };
        match self.block(before) {
            Ok(()) => last.map(|last| self.value(last)).transpose(),
            Err(Stop::Return(value)) => Ok(Some(value)),
            Err(Stop::Fault(fault)) => Err(fault),
        }
    }

    fn block(&mut self, block: &[Statement]) -> Result<(), Stop> {
        block.iter().try_for_each(|statement| self.statement(statement))
    }

    fn statement(&mut self, statement: &Statement) -> Result<(), Stop> {
        match statement {
            Statement::Function(name, function) => {
                self.functions.insert(name.clone(), Rc::clone(function));
            }
            Statement::While(condition, body) => {
                while self.truth(condition)? {
                    self.block(body)?;
                }
            }
            Statement::For(name, vector, body) => {
                let Value::Vector(items) = self.value(vector)? else {
                    return Err(Fault::new("this is no vector", vector.span.clone()).into());
                };
                for item in &items {
                    self.set(name, item.clone());
                    self.block(body)?;
                }
            }
            Statement::If(condition, then, other) => {
                let branch = if self.truth(condition)? { then } else { other };
                self.block(branch)?;
            }
            Statement::Return(value) => return Err(Stop::Return(self.value(value)?)),
            Statement::Assign(to, value) => {
                let value = self.copy(value)?;
                if let Kind::Name(name) = &to.kind {
                    self.set(name, value);
                } else {
                    self.write(to, |element| {
                        *element = value;
                        Ok(())
                    })?;
                }
            }
            Statement::Do(value) => drop(self.value(value)?),
        }
        Ok(())
    }

    fn frame(&mut self) -> &mut HashMap<String, Value> {
        self.frames.last_mut().expect("the program's own frame is never left")
    }

    fn set(&mut self, name: &str, value: Value) {
        match self.frame().get_mut(name) {
            Some(variable) => *variable = value,
            None => drop(self.frame().insert(name.to_owned(), value)),
        }
    }

    /// The value of an expression that goes into a variable, an argument or an element. What is a whole copy elsewhere is
    /// a count here.
    fn copy(&mut self, expr: &Expr) -> Result<Value, Fault> {
        let value = self.value(expr)?;
        if let Some(elements) = value.elements()
            && expr.is_place()
        {
            self.counts.copies_avoided += 1;
            self.counts.elements_avoided += elements as u64;
        }
        Ok(value)
    }

    /// Lets `write` change the element at a place: in place where nothing shares it.
    fn write(
        &mut self,
        to: &Expr,
        write: impl FnOnce(&mut Value) -> Result<(), String>,
    ) -> Result<(), Fault> {
        let fault = |message| Fault::new(message, to.span.clone());
        let (name, indices) = to.place().ok_or_else(|| fault("this is no variable".to_owned()))?;
        let indices: Vec<Value> =
            indices.into_iter().map(|index| self.value(index)).collect::<Result<_, _>>()?;
        let before = clones();
        let result = element(self.frame(), name, &indices).and_then(write);
        match clones() - before {
            0 => self.counts.writes_in_place += 1,
            copied => {
                self.counts.writes_copying += 1;
                self.counts.elements_copied += copied;
            }
        }
        result.map_err(fault)
    }

    fn truth(&mut self, expr: &Expr) -> Result<bool, Fault> {
        match self.value(expr)? {
            Value::Bool(truth) => Ok(truth),
            other => Err(Fault::new(
                format!("this is {}, and neither true nor false", other.kind()),
                expr.span.clone(),
            )),
        }
    }

    fn number(&mut self, expr: &Expr) -> Result<f64, Fault> {
        match self.value(expr)? {
            Value::Number(number) => Ok(number),
            other => Err(Fault::new(
                format!("this is {}, and no number", other.kind()),
                expr.span.clone(),
            )),
        }
    }

    fn value(&mut self, expr: &Expr) -> Result<Value, Fault> {
        let fault = |message| Fault::new(message, expr.span.clone());
        Ok(match &expr.kind {
            Kind::Literal(value) => value.clone(),
            Kind::Vector(items) => {
                Value::Vector(items.iter().map(|item| self.copy(item)).collect::<Result<_, _>>()?)
            }
            Kind::Map(pairs) => {
                let pairs = pairs.iter().map(|(key, value)| {
                    let at = key.span.clone();
                    let key = self.value(key)?.key().map_err(|message| Fault::new(message, at))?;
                    Ok((key, self.copy(value)?))
                });
                Value::Map(pairs.collect::<Result<_, Fault>>()?)
            }
            Kind::Index(base, index) if !base.is_place() => {
                let base = self.value(base)?;
                base.element(&self.value(index)?).map_err(fault)?.clone()
            }
            Kind::Name(_) | Kind::Index(..) => self.stored(expr)?.clone(),
            Kind::Call(name, arguments) => self.call(name, arguments, &expr.span)?,
            Kind::Prefix(Rule::not, operand) => Value::Bool(!self.truth(operand)?),
            Kind::Prefix(_, operand) => Value::Number(-self.number(operand)?),
            Kind::Infix(op, left, right) => self.infix(*op, left, right)?,
        })
    }

    /// The value of a variable or of an element below one, where it is.
    fn stored(&mut self, expr: &Expr) -> Result<&Value, Fault> {
        let fault = |message| Fault::new(message, expr.span.clone());
        match &expr.kind {
            Kind::Name(name) => {
                self.frame().get(name).ok_or_else(|| fault(format!("there is no variable {name}")))
            }
            Kind::Index(base, index) => {
                let index = self.value(index)?;
                self.stored(base)?.element(&index).map_err(fault)
            }
            _ => Err(fault("this is no variable".to_owned())),
        }
    }

    fn infix(&mut self, op: Rule, left: &Expr, right: &Expr) -> Result<Value, Fault> {
        Ok(match op {
            Rule::or => Value::Bool(self.truth(left)? || self.truth(right)?),
            Rule::and => Value::Bool(self.truth(left)? && self.truth(right)?),
            Rule::equal => Value::Bool(self.value(left)? == self.value(right)?),
            Rule::unequal => Value::Bool(self.value(left)? != self.value(right)?),
            Rule::add => match (self.value(left)?, self.value(right)?) {
                (Value::Number(a), Value::Number(b)) => Value::Number(a + b),
                (a, b) if a.size() + b.size() > MOST_ELEMENTS => {
                    let message = format!("{} of more than 2^28 elements", a.kind());
                    return Err(Fault::new(message, left.span.start..right.span.end));
                }
                (Value::Vector(mut a), Value::Vector(mut b)) => {
                    a.append(&mut b);
                    Value::Vector(a)
                }
                (Value::Text(a), Value::Text(b)) => Value::Text(format!("{a}{b}").as_str().into()),
                (a, b) => {
                    let message = format!("{} and {} have no sum", a.kind(), b.kind());
                    return Err(Fault::new(message, left.span.start..right.span.end));
                }
            },
            _ => {
                let (a, b) = (self.number(left)?, self.number(right)?);
                match op {
                    Rule::subtract => Value::Number(a - b),
                    Rule::multiply => Value::Number(a * b),
                    Rule::divide => Value::Number(a / b),
                    Rule::modulo => Value::Number(a.rem_euclid(b)),
                    Rule::less => Value::Bool(a < b),
                    Rule::more => Value::Bool(a > b),
                    Rule::at_most => Value::Bool(a <= b),
                    _ => Value::Bool(a >= b),
                }
            }
        })
    }

    fn call(&mut self, name: &str, arguments: &[Expr], span: &Span) -> Result<Value, Fault> {
        let fault = |message| Fault::new(message, span.clone());
        match (name, arguments) {
            ("print", _) => {
                let words: Vec<String> = arguments
                    .iter()
                    .map(|word| Ok(self.value(word)?.to_string()))
                    .collect::<Result<_, Fault>>()?;
                let written = writeln!(self.out, "{}", words.join(" "));
                written.map_err(|error| fault(format!("it cannot be printed: {error}")))?;
                Ok(Value::Nil)
            }
            ("len", [argument]) => {
                let elements = if argument.is_place() {
                    self.stored(argument)?.elements()
                } else {
                    self.value(argument)?.elements()
                };
                let none = || Fault::new("this has no elements", argument.span.clone());
                Ok(Value::Number(elements.ok_or_else(none)? as f64))
            }
            ("text", [value]) => Ok(Value::Text(self.value(value)?.to_string().as_str().into())),
            ("has", [map, key]) => {
                let map = self.value(map)?;
                Ok(Value::Bool(map.element(&self.value(key)?).is_ok()))
            }
            ("push", [vector, item]) => {
                let item = self.copy(item)?;
                self.write(vector, |element| match element {
                    Value::Vector(items) => {
                        items.push(item);
                        Ok(())
                    }
                    other => Err(format!("this is {}, and no vector", other.kind())),
                })?;
                Ok(Value::Nil)
            }
            _ => {
                let unknown = || {
                    fault(format!("there is no function {name} of {} arguments", arguments.len()))
                };
                let function = self.functions.get(name).cloned().ok_or_else(unknown)?;
                if function.parameters.len() != arguments.len() {
                    return Err(unknown());
                }
                if self.frames.len() > MOST_CALLS {
                    return Err(fault(format!("{MOST_CALLS} calls within calls are too many")));
                }
                let values = arguments.iter().map(|argument| self.copy(argument));
                let values = values.collect::<Result<Vec<_>, _>>()?;
                self.frames.push(function.parameters.iter().cloned().zip(values).collect());
                let result = self.block(&function.body);
                self.frames.pop();
                match result {
                    Ok(()) => Ok(Value::Nil),
                    Err(Stop::Return(value)) => Ok(value),
                    Err(Stop::Fault(fault)) => Err(fault),
                }
            }
        }
    }
}

/// The element at the end of a way through vectors and maps, which is copied where it is shared.
fn element<'a>(
    variables: &'a mut HashMap<String, Value>,
    name: &str,
    indices: &[Value],
) -> Result<&'a mut Value, String> {
    let unknown = || format!("there is no variable {name}");
    let variable = variables.get_mut(name).ok_or_else(unknown)?;
    indices.iter().try_fold(variable, |element, index| element.element_mut(index))
}
