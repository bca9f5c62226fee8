//! A machine of eight registers that runs a program in a [`Memory`].

use crate::memory::{Memory, OutOfBounds};
use std::collections::HashMap;

/// A machine at some moment. A clone of it goes on by itself from there.
#[derive(Clone)]
pub(crate) struct Machine {
    pub(crate) registers: [u64; 8],
    /// The next instruction.
    pub(crate) next: usize,
    pub(crate) memory: Memory,
}

/// A program, from [`Program::assemble`].
#[derive(Debug)]
pub(crate) struct Program {
    code: Vec<Instruction>,
    /// The line of each instruction, from 1.
    lines: Vec<usize>,
}

#[derive(Clone, Copy, Debug)]
enum Instruction {
    Calculate(fn(u64, u64) -> u64, Register, Operand),
    Load8(Register, Operand),
    Load64(Register, Operand),
    Store8(Register, Operand),
    Store64(Register, Operand),
    JumpIf(fn(u64, u64) -> bool, Register, Operand, usize),
    Jump(usize),
    /// Begins to take input: where a snapshot is taken.
    Ready,
    Halt,
}

type Register = usize;

#[derive(Clone, Copy, Debug)]
enum Operand {
    Register(Register),
    Number(u64),
}

/// Why a machine stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    Ready,
    Halted,
    /// It has run as many steps as it may.
    Steps,
    /// An access to what is no memory, in this line.
    Fault(OutOfBounds, usize),
}

/// A line that is no instruction.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub(crate) struct AssembleError {
    line: usize,
    message: String,
}

impl Machine {
    pub(crate) fn new(memory: Memory) -> Self {
        Self { registers: [0; 8], next: 0, memory }
    }

    /// Runs at most `steps` instructions. `jumped` is called with each jump: from where, and to where.
    pub(crate) fn run(
        &mut self,
        program: &Program,
        steps: u64,
        mut jumped: impl FnMut(usize, usize),
    ) -> Stop {
        for _ in 0..steps {
            let Some(instruction) = program.code.get(self.next) else { return Stop::Halted };
            let at = self.next;
            self.next += 1;
            let result = match *instruction {
                Instruction::Halt => return Stop::Halted,
                Instruction::Ready => return Stop::Ready,
                Instruction::Calculate(calculate, to, with) => {
                    self.registers[to] = calculate(self.registers[to], self.value(with));
                    Ok(())
                }
                Instruction::Load8(to, from) => self
                    .memory
                    .read::<1>(self.value(from))
                    .map(|[byte]| self.registers[to] = byte.into()),
                Instruction::Load64(to, from) => {
                    let bytes = self.memory.read(self.value(from));
                    bytes.map(|bytes| self.registers[to] = u64::from_le_bytes(bytes))
                }
                Instruction::Store8(from, to) => {
                    self.memory.write(self.value(to), &[self.registers[from] as u8])
                }
                Instruction::Store64(from, to) => {
                    self.memory.write(self.value(to), &self.registers[from].to_le_bytes())
                }
                Instruction::JumpIf(is_true, left, right, to) => {
                    if is_true(self.registers[left], self.value(right)) {
                        self.next = to;
                    }
                    jumped(at, self.next);
                    Ok(())
                }
                Instruction::Jump(to) => {
                    self.next = to;
                    Ok(())
                }
            };
            if let Err(fault) = result {
                return Stop::Fault(fault, program.lines[at]);
            }
        }
        Stop::Steps
    }

    fn value(&self, operand: Operand) -> u64 {
        match operand {
            Operand::Register(register) => self.registers[register],
            Operand::Number(number) => number,
        }
    }
}

impl Program {
    /// Reads a program: an instruction or a `label:` a line, comments after `;`.
    pub(crate) fn assemble(text: &str) -> Result<Self, AssembleError> {
        let mut labels = HashMap::new();
        let mut lines = Vec::new();
        for (line, text) in (1..).zip(text.lines()) {
            let text = text.split(';').next().unwrap_or_default().trim();
            match text.strip_suffix(':') {
                Some(label) => drop(labels.insert(label, lines.len())),
                None if text.is_empty() => {}
                None => lines.push((line, text)),
            }
        }
        let assemble = |&(line, text): &(usize, &str)| {
            instruction(text, &labels).map_err(|message| AssembleError { line, message })
        };
        let code = lines.iter().map(assemble).collect::<Result<_, _>>()?;
        Ok(Self { code, lines: lines.into_iter().map(|(line, _)| line).collect() })
    }
}

fn instruction(text: &str, labels: &HashMap<&str, usize>) -> Result<Instruction, String> {
    let (name, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let operands: Vec<&str> =
        rest.split(',').map(str::trim).filter(|operand| !operand.is_empty()).collect();
    let label =
        |name: &str| labels.get(name).copied().ok_or_else(|| format!("there is no label `{name}`"));
    Ok(match (name, operands.as_slice()) {
        ("halt", []) => Instruction::Halt,
        ("ready", []) => Instruction::Ready,
        ("jump", [to]) => Instruction::Jump(label(to)?),
        ("load8", [to, from]) => Instruction::Load8(register(to)?, operand(from)?),
        ("load64", [to, from]) => Instruction::Load64(register(to)?, operand(from)?),
        ("store8", [from, to]) => Instruction::Store8(register(from)?, operand(to)?),
        ("store64", [from, to]) => Instruction::Store64(register(from)?, operand(to)?),
        (name, [left, right, to]) => {
            let is_true: fn(u64, u64) -> bool = match name {
                "jump_less" => |a, b| a < b,
                "jump_equal" => |a, b| a == b,
                "jump_unequal" => |a, b| a != b,
                _ => return Err(format!("there is no instruction `{name}` of three operands")),
            };
            Instruction::JumpIf(is_true, register(left)?, operand(right)?, label(to)?)
        }
        (name, [to, with]) => {
            let calculate: fn(u64, u64) -> u64 = match name {
                "set" => |_, b| b,
                "add" => u64::wrapping_add,
                "subtract" => u64::wrapping_sub,
                "multiply" => u64::wrapping_mul,
                "and" => |a, b| a & b,
                "xor" => |a, b| a ^ b,
                _ => return Err(format!("there is no instruction `{name}` of two operands")),
            };
            Instruction::Calculate(calculate, register(to)?, operand(with)?)
        }
        (name, operands) => {
            return Err(format!("there is no instruction `{name}` of {} operands", operands.len()));
        }
    })
}

fn register(text: &str) -> Result<Register, String> {
    match operand(text)? {
        Operand::Register(register) => Ok(register),
        Operand::Number(number) => Err(format!("{number} is no register")),
    }
}

fn operand(text: &str) -> Result<Operand, String> {
    let number = |text: &str| match text.strip_prefix("0x") {
        Some(digits) => u64::from_str_radix(digits, 16),
        None => text.parse(),
    };
    if let Some(register) = text.strip_prefix('r').and_then(|register| register.parse().ok())
        && register < 8
    {
        return Ok(Operand::Register(register));
    }
    number(text)
        .map(Operand::Number)
        .map_err(|_| format!("`{text}` is neither a register, r0 to r7, nor a number"))
}
