//! Programs as trees, and the parser that makes them.

use crate::fault::Fault;
use crate::value::Value;
use pest::Parser as _;
use pest::iterators::{Pair, Pairs};
use pest::pratt_parser::{Assoc, Op, PrattParser};
use pest_derive::Parser;
use std::ops::Range;
use std::rc::Rc;
use std::sync::LazyLock;

/// Where something stands in the text, in bytes.
pub(crate) type Span = Range<usize>;

pub(crate) type Block = Vec<Statement>;

pub(crate) enum Statement {
    Function(String, Rc<Function>),
    While(Expr, Block),
    For(String, Expr, Block),
    If(Expr, Block, Block),
    Return(Expr),
    /// To a variable, or to an element below one.
    Assign(Expr, Expr),
    Do(Expr),
}

pub(crate) struct Function {
    pub(crate) parameters: Vec<String>,
    pub(crate) body: Block,
}

pub(crate) struct Expr {
    pub(crate) kind: Kind,
    pub(crate) span: Span,
}

pub(crate) enum Kind {
    Literal(Value),
    Vector(Vec<Expr>),
    Map(Vec<(Expr, Expr)>),
    Name(String),
    Index(Box<Expr>, Box<Expr>),
    Call(String, Vec<Expr>),
    Prefix(Rule, Box<Expr>),
    Infix(Rule, Box<Expr>, Box<Expr>),
}

impl Expr {
    /// Whether this is a variable or an element below one: a value that is stored, and not made.
    pub(crate) fn is_place(&self) -> bool {
        match &self.kind {
            Kind::Name(_) => true,
            Kind::Index(base, _) => base.is_place(),
            _ => false,
        }
    }

    /// The variable and the indices that lead to an element below it; `None` for a value that is not stored.
    pub(crate) fn place(&self) -> Option<(&str, Vec<&Expr>)> {
        match &self.kind {
            Kind::Name(name) => Some((name, Vec::new())),
            Kind::Index(base, index) => {
                let (name, mut indices) = base.place()?;
                indices.push(index);
                Some((name, indices))
            }
            _ => None,
        }
    }
}

#[derive(Parser)]
#[grammar = "calc/grammar.pest"]
struct Grammar;

/// From the weakest to the strongest.
static PRECEDENCE: LazyLock<PrattParser<Rule>> = LazyLock::new(|| {
    let left = |rule| Op::infix(rule, Assoc::Left);
    PrattParser::new()
        .op(left(Rule::or))
        .op(left(Rule::and))
        .op(left(Rule::equal) | left(Rule::unequal))
        .op(left(Rule::less) | left(Rule::more) | left(Rule::at_most) | left(Rule::at_least))
        .op(left(Rule::add) | left(Rule::subtract))
        .op(left(Rule::multiply) | left(Rule::divide) | left(Rule::modulo))
        .op(Op::prefix(Rule::negate) | Op::prefix(Rule::not))
        .op(Op::postfix(Rule::index))
});

/// Brackets within brackets, so that no text is too deep for the stack.
const MOST_BRACKETS: usize = 200;

/// Operators and operands in a row, for the same reason.
const MOST_PARTS: usize = 10_000;

/// How many brackets are open at the end of a text.
pub(crate) fn open_brackets(text: &str) -> Result<usize, Fault> {
    let mut open = 0_usize;
    // Brackets in strings and comments are none.
    let mut within = None;
    let mut letters = text.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\\' if within == Some('"') => drop(letters.next()),
            // Neither goes on after the line.
            '\n' => within = None,
            '"' if within == Some('"') => within = None,
            _ if within.is_some() => {}
            '"' | '#' => within = Some(letter),
            '(' | '[' | '{' => open += 1,
            ')' | ']' | '}' => open = open.saturating_sub(1),
            _ => {}
        }
        if open > MOST_BRACKETS {
            return Err(Fault::new("too many brackets within brackets", at..at + 1));
        }
    }
    Ok(open)
}

pub(crate) fn parse(text: &str) -> Result<Block, Fault> {
    open_brackets(text)?;
    let mut program = Grammar::parse(Rule::program, text).map_err(fault)?;
    for pair in program.clone().flatten() {
        if matches!(pair.as_rule(), Rule::expr | Rule::place)
            && pair.clone().into_inner().nth(MOST_PARTS).is_some()
        {
            return Err(Fault::new("an expression of too many parts", span(&pair)));
        }
    }
    let program = program.next().map(Pair::into_inner);
    Ok(program
        .into_iter()
        .flatten()
        .filter(|pair| pair.as_rule() != Rule::EOI)
        .map(statement)
        .collect())
}

fn fault(error: pest::error::Error<Rule>) -> Fault {
    let (from, to) = match error.location {
        pest::error::InputLocation::Pos(at) => (at, at + 1),
        pest::error::InputLocation::Span(span) => span,
    };
    let named = error.renamed_rules(|rule| format!("{rule:?}").replace('_', " "));
    Fault::new(named.variant.message(), from..to)
}

/// Keywords with nothing to say: a pair of a rule that has them is what it is by its rule.
const KEYWORDS: [Rule; 7] = [
    Rule::key_fn,
    Rule::key_while,
    Rule::key_for,
    Rule::key_in,
    Rule::key_if,
    Rule::key_else,
    Rule::key_return,
];

/// The children of a pair, without keywords.
fn children(pair: Pair<'_, Rule>) -> impl Iterator<Item = Pair<'_, Rule>> {
    pair.into_inner().filter(|child| !KEYWORDS.contains(&child.as_rule()))
}

/// The children of a pair; the grammar says how many there are and which.
fn parts<const N: usize>(pair: Pair<'_, Rule>) -> [Pair<'_, Rule>; N] {
    let parts: Vec<_> = children(pair).collect();
    parts.try_into().expect("the grammar gives this rule so many parts")
}

fn block(pair: Pair<'_, Rule>) -> Block {
    pair.into_inner().map(statement).collect()
}

fn text(pair: Pair<'_, Rule>) -> String {
    pair.as_str().to_owned()
}

fn statement(pair: Pair<'_, Rule>) -> Statement {
    match pair.as_rule() {
        Rule::function => {
            let [name, parameters, body] = parts(pair);
            let parameters = parameters.into_inner().map(text).collect();
            Statement::Function(text(name), Rc::new(Function { parameters, body: block(body) }))
        }
        Rule::while_loop => {
            let [condition, body] = parts(pair);
            Statement::While(expr(condition), block(body))
        }
        Rule::for_loop => {
            let [name, vector, body] = parts(pair);
            Statement::For(text(name), expr(vector), block(body))
        }
        Rule::condition => {
            let mut parts = children(pair);
            let condition = parts.next().map(expr).expect("an if has a condition");
            let then = parts.next().map(block).unwrap_or_default();
            let other = match parts.next() {
                Some(pair) if pair.as_rule() == Rule::condition => vec![statement(pair)],
                other => other.map(block).unwrap_or_default(),
            };
            Statement::If(condition, then, other)
        }
        Rule::give => {
            let [value] = parts(pair);
            Statement::Return(expr(value))
        }
        Rule::assign => {
            let [place, value] = parts(pair);
            let mut steps = place.into_inner();
            let name = steps.next().map(primary).expect("a place begins with a name");
            Statement::Assign(steps.fold(name, index), expr(value))
        }
        _ => {
            let [value] = parts(pair);
            Statement::Do(expr(value))
        }
    }
}

fn span(pair: &Pair<'_, Rule>) -> Span {
    pair.as_span().start()..pair.as_span().end()
}

fn expr(pair: Pair<'_, Rule>) -> Expr {
    operation(pair.into_inner())
}

fn operation(pairs: Pairs<'_, Rule>) -> Expr {
    PRECEDENCE
        .map_primary(primary)
        .map_prefix(|op, operand| {
            let span = span(&op).start..operand.span.end;
            Expr { kind: Kind::Prefix(op.as_rule(), Box::new(operand)), span }
        })
        .map_postfix(index)
        .map_infix(|left, op, right| {
            let span = left.span.start..right.span.end;
            Expr { kind: Kind::Infix(op.as_rule(), Box::new(left), Box::new(right)), span }
        })
        .parse(pairs)
}

fn index(base: Expr, pair: Pair<'_, Rule>) -> Expr {
    let span = base.span.start..span(&pair).end;
    let [index] = parts(pair);
    Expr { kind: Kind::Index(Box::new(base), Box::new(expr(index))), span }
}

fn primary(pair: Pair<'_, Rule>) -> Expr {
    let span = span(&pair);
    let kind = match pair.as_rule() {
        Rule::expr => return expr(pair),
        Rule::number => {
            Kind::Literal(Value::Number(pair.as_str().parse().unwrap_or(f64::INFINITY)))
        }
        Rule::text => {
            let [inner] = parts(pair);
            let mut letters = inner.as_str().chars();
            let unescaped = || match letters.next()? {
                '\\' => letters.next().map(|letter| if letter == 'n' { '\n' } else { letter }),
                letter => Some(letter),
            };
            let plain: String = std::iter::from_fn(unescaped).collect();
            Kind::Literal(Value::Text(plain.as_str().into()))
        }
        Rule::truth => Kind::Literal(Value::Bool(true)),
        Rule::falsehood => Kind::Literal(Value::Bool(false)),
        Rule::nothing => Kind::Literal(Value::Nil),
        Rule::vector => Kind::Vector(pair.into_inner().map(expr).collect()),
        Rule::map => {
            let pairs = pair.into_inner().map(|pair| {
                let [key, value] = parts(pair);
                (expr(key), expr(value))
            });
            Kind::Map(pairs.collect())
        }
        Rule::call => {
            let mut parts = pair.into_inner();
            let name = parts.next().map(text).unwrap_or_default();
            Kind::Call(name, parts.map(expr).collect())
        }
        _ => Kind::Name(text(pair)),
    };
    Expr { kind, span }
}
