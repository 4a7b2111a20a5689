package org.as2gateway.admin.evidence;

import java.util.ArrayList;
import java.util.List;

/** What a check found, line by line. */
public final class BundleReport {
  /** How a line ends. */
  public enum Mark {
    /** It holds. */
    HOLDS("✓"),
    /** It does not. */
    FAILS("✗"),
    /** There is nothing to check. */
    ABSENT("–");

    private final String sign;

    Mark(String sign) {
      this.sign = sign;
    }

    /** One character for people. */
    public String sign() {
      return sign;
    }
  }

  /** One thing that was looked at. */
  public record Line(Mark mark, String subject, String text) {}

  private final List<Line> lines = new ArrayList<>();
  private final List<String> proofs = new ArrayList<>();
  private final List<String> limits = new ArrayList<>();

  void holds(String subject, String text) {
    lines.add(new Line(Mark.HOLDS, subject, text));
  }

  void fails(String subject, String text) {
    lines.add(new Line(Mark.FAILS, subject, text));
  }

  void absent(String subject, String text) {
    lines.add(new Line(Mark.ABSENT, subject, text));
  }

  void decide(boolean isHolding, String subject, String good, String bad) {
    if (isHolding) {
      holds(subject, good);
    } else {
      fails(subject, bad);
    }
  }

  /** Takes over what was found in a bundle inside this one. */
  void include(String name, BundleReport inner) {
    inner.lines.forEach(
        line -> lines.add(new Line(line.mark(), line.subject(), name + ": " + line.text())));
    inner.proofs.forEach(proof -> proofs.add(name + ": " + proof));
  }

  void proves(String sentence) {
    proofs.add(sentence);
  }

  void doesNotProve(String sentence) {
    limits.add(sentence);
  }

  /** Whether nothing failed. */
  public boolean isGood() {
    return lines.stream().noneMatch(line -> line.mark() == Mark.FAILS);
  }

  /** What was looked at, in order. */
  public List<Line> lines() {
    return List.copyOf(lines);
  }

  /** What follows from it, if nothing failed. */
  public List<String> proofs() {
    return isGood() ? List.copyOf(proofs) : List.of();
  }

  /** What does not follow from it. */
  public List<String> limits() {
    return List.copyOf(limits);
  }
}
