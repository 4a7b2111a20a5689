package org.as2gateway.usps.preflight;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.usps.files.CheckDigits;
import org.as2gateway.usps.files.Fields;
import org.as2gateway.usps.files.PieceNumber;
import org.as2gateway.usps.layouts.CodeList;
import org.jspecify.annotations.Nullable;

/** Checks the number of a piece: its form, its check digit, and that it fits its construct. */
final class PieceNumberCheck {
  static final String AI_RULE =
      "92 before a mailer ID of 9 digits that begins with 9, 93 before one of 6 digits";

  private static final int FIELD = 2;
  private static final Set<String> APPLICATIONS = Set.of("92", "93", "94", "95");
  private static final int SHORTEST = 20;
  private static final int LONGEST = 34;

  private final Findings findings;
  private final CodeList constructs;

  PieceNumberCheck(Findings findings, Against against) {
    this.findings = findings;
    this.constructs = against.tables().codes("constructs");
  }

  /** The number, if nothing is wrong with it; at most one finding. */
  Optional<PieceNumber> check(long line, Fields fields) {
    String text = fields.text(FIELD);
    Construct construct = Construct.of(constructs, fields.text(5));
    PieceNumber number = PieceNumber.of(text, zipDigits(construct, text)).orElse(null);
    Problem problem = number == null ? Problem.form(text) : problem(number, text, construct);
    if (problem == null) {
      return Optional.ofNullable(number);
    }
    findings.add(
        problem.rule,
        line,
        problem.rule == Rule.CONSTRUCT ? Integer.valueOf(5) : Integer.valueOf(FIELD),
        problem.found,
        problem.expected);
    return Optional.empty();
  }

  /** What the construct says, where the number has that length; else the number decides. */
  private static int zipDigits(@Nullable Construct construct, String text) {
    return construct != null && construct.length == text.length() ? construct.zipDigits : -1;
  }

  private static @Nullable Problem problem(
      PieceNumber number, String text, @Nullable Construct construct) {
    String pic = number.pic();
    if (number.isS10()) {
      return s10(pic);
    }
    if (!APPLICATIONS.contains(number.ai()) || pic.length() < SHORTEST || text.length() > LONGEST) {
      return Problem.form(text);
    }
    if (!CheckDigits.isMod10(pic)) {
      char right = CheckDigits.mod10(pic.substring(0, pic.length() - 1));
      return new Problem(Rule.PIC_CHECK_DIGIT, "'" + pic + "'", "check digit " + right);
    }
    if (isMisfit(number)) {
      return new Problem(Rule.AI_MID, "'" + pic + "'", AI_RULE);
    }
    return construct == null ? length(number, text) : construct.problem(number, text);
  }

  private static @Nullable Problem s10(String pic) {
    char right = CheckDigits.s10(pic.substring(2, 10));
    return pic.charAt(10) == right
        ? null
        : new Problem(Rule.S10_CHECK_DIGIT, "'" + pic + "'", "check digit " + right);
  }

  private static boolean isMisfit(PieceNumber number) {
    boolean hasLongMailer = number.pic().charAt(5) == '9';
    return switch (number.ai()) {
      case "92" -> !hasLongMailer;
      case "93" -> hasLongMailer;
      default -> false;
    };
  }

  /** Without a construct code that is known, 92 and 93 have 22 or 26 digits. */
  private static @Nullable Problem length(PieceNumber number, String text) {
    boolean isCommercial = number.ai().equals("92") || number.ai().equals("93");
    int length = number.pic().length();
    return isCommercial && length != 22 && length != 26 ? Problem.form(text) : null;
  }

  private record Problem(Rule rule, String found, String expected) {
    static Problem form(String text) {
      return new Problem(
          Rule.PIC_FORM,
          text.isEmpty() ? "nothing" : "'" + text + "'",
          "an IMpb number of 22 or 26 digits, with 420 and a ZIP Code before it or not, or an S10"
              + " identifier");
    }
  }

  /** What a construct code says of a number. */
  private record Construct(String code, int zipDigits, String ai, int length) {
    /** Null if the table does not tell. */
    static @Nullable Construct of(CodeList constructs, String code) {
      Map<String, String> row = constructs.row(code).orElse(Map.of());
      String length = row.getOrDefault("length", "");
      String zip = row.getOrDefault("zip-digits", "");
      if (length.isEmpty() || zip.isEmpty()) {
        return null;
      }
      return new Construct(
          code, Integer.parseInt(zip), row.getOrDefault("ai", ""), Integer.parseInt(length));
    }

    @Nullable Problem problem(PieceNumber number, String text) {
      if (text.length() == length && number.ai().equals(ai) && number.zip().length() == zipDigits) {
        return null;
      }
      return new Problem(
          Rule.CONSTRUCT,
          code + " with '" + text + "' of " + text.length() + " digits",
          length + " digits, application identifier " + ai + routing());
    }

    private String routing() {
      return zipDigits == 0 ? ", no routing" : ", routing 420 and " + zipDigits + " digits";
    }
  }
}
