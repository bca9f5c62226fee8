//! Numbers as they are printed.

use std::time::Duration;

/// `base / this`, as in "faster by".
pub fn ratio(base: f64, this: f64) -> String {
    match base / this {
        ratio if !ratio.is_finite() => "-".to_owned(),
        ratio if ratio >= 99.95 => format!("{} x", count(ratio.round() as usize)),
        ratio if ratio >= 9.95 => format!("{ratio:.0} x"),
        ratio if ratio >= 0.995 => format!("{ratio:.1} x"),
        ratio => format!("{ratio:.2} x"),
    }
}

/// Returns a number with its thousands apart.
pub fn count(number: usize) -> String {
    let digits = number.to_string();
    let groups: Vec<_> = digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy).collect();
    groups.join(",")
}

/// Returns a number and what it counts, in the plural if need be.
pub fn counted(number: usize, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {what}{plural}", count(number))
}

/// Three digits and a unit.
pub fn time(time: Duration) -> String {
    scaled(time.as_nanos() as f64, 1000.0, &["ns", "us", "ms", "s"])
}

/// Nanoseconds: three digits and a unit.
pub fn nanos(nanos: f64) -> String {
    match nanos {
        ..10.0 => format!("{nanos:.2} ns"),
        ..100.0 => format!("{nanos:.1} ns"),
        _ => scaled(nanos, 1000.0, &["ns", "us", "ms", "s"]),
    }
}

/// Three digits and a unit.
pub fn size(bytes: usize) -> String {
    scaled(bytes as f64, 1024.0, &["B", "KiB", "MiB", "GiB"])
}

/// As few digits as will do, and a unit: for axes.
pub fn short(mut number: f64, step: f64, units: &[&str]) -> String {
    let mut unit = 0;
    while number >= step * 0.999_999 && unit + 1 < units.len() {
        number /= step;
        unit += 1;
    }
    let digits = format!("{number:.2}");
    let digits = digits.trim_end_matches('0').trim_end_matches('.');
    format!("{digits} {}", units[unit]).trim_end().to_owned()
}

fn scaled(mut number: f64, step: f64, units: &[&str]) -> String {
    let mut unit = 0;
    while number >= step && unit + 1 < units.len() {
        number /= step;
        unit += 1;
    }
    match (unit, number) {
        (0, _) => format!("{number:.0} {}", units[0]),
        (_, ..10.0) => format!("{number:.2} {}", units[unit]),
        (_, ..100.0) => format!("{number:.1} {}", units[unit]),
        _ => format!("{number:.0} {}", units[unit]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        assert_eq!([count(0), count(999), count(1_000)], ["0", "999", "1,000"]);
        assert_eq!(count(12_345_678), "12,345,678");
        assert_eq!([counted(1, "line"), counted(1_000, "line")], ["1 line", "1,000 lines"]);
        assert_eq!([size(0), size(1023), size(1024)], ["0 B", "1023 B", "1.00 KiB"]);
        assert_eq!(size(5 << 40), "5120 GiB");
        assert_eq!(time(Duration::from_nanos(52)), "52 ns");
        assert_eq!(time(Duration::from_micros(6_543)), "6.54 ms");
        assert_eq!(time(Duration::from_secs(4_000)), "4000 s");
        assert_eq!([nanos(0.524), nanos(12.34), nanos(1234.5)], ["0.52 ns", "12.3 ns", "1.23 us"]);
    }

    #[test]
    fn axes_have_few_digits() {
        let time = |nanos| short(nanos, 1000.0, &["ns", "us", "ms"]);
        assert_eq!([time(1.0), time(0.1), time(20.0)], ["1 ns", "0.1 ns", "20 ns"]);
        assert_eq!([time(1e3), time(2.5e6), time(1e9)], ["1 us", "2.5 ms", "1000 ms"]);
        assert_eq!([short(1e5, 1e3, &["", "k"]), short(10.0, 1e3, &["", "k"])], ["100 k", "10"]);
    }

    #[test]
    fn ratios_say_which_way() {
        assert_eq!([ratio(1.0, 1.0), ratio(1.0, 2.0)], ["1.0 x", "0.50 x"]);
        assert_eq!([ratio(12.34, 1.0), ratio(1234.5, 1.0)], ["12 x", "1,235 x"]);
        assert_eq!([ratio(1.0, 0.0), ratio(0.0, 0.0)], ["-", "-"]);
    }
}
