package org.as2gateway.usps.preflight;

import java.util.Set;
import org.as2gateway.usps.files.CheckDigits;
import org.as2gateway.usps.files.PieceNumber;

/**
 * Checks an electronic file number: application identifier, service type code, mailer ID and check
 * digit (Publication 199: constructs C04, C08, C09 and C10; 94 for online files).
 */
final class FileNumberCheck {
  private static final int FIELD = 2;
  private static final int SHORT = 22;
  private static final int LONG = 26;
  private static final int LONGEST = 34;
  private static final String ONLINE = "94";
  private static final Set<String> APPLICATIONS = Set.of("92", "93", ONLINE);
  private static final Set<String> SERVICE_TYPES = Set.of("750", "757", "759");

  private final Findings findings;

  FileNumberCheck(Findings findings) {
    this.findings = findings;
  }

  /** Whether nothing is wrong with it; at most one finding. */
  boolean isGood(long line, String efn) {
    if (efn.isEmpty() || !PieceNumber.isDigits(efn)) {
      return bad(Rule.EFN_FORM, line, efn, "digits only");
    }
    if (efn.length() < SHORT || efn.length() > LONGEST) {
      return bad(Rule.EFN_FORM, line, efn, "22 or 26 digits");
    }
    String ai = efn.substring(0, 2);
    if (!APPLICATIONS.contains(ai) || !SERVICE_TYPES.contains(efn.substring(2, 5))) {
      return bad(
          Rule.EFN_AI_STC, line, efn, "92, 93 or 94, then service type code 750, 757 or 759");
    }
    return ai.equals(ONLINE) ? hasCheckDigit(line, efn) : isCommercial(line, efn, ai);
  }

  private boolean isCommercial(long line, String efn, String ai) {
    if (efn.length() != SHORT && efn.length() != LONG) {
      return bad(Rule.EFN_FORM, line, efn, "22 or 26 digits");
    }
    if (ai.equals("92") != (efn.charAt(5) == '9')) {
      return bad(Rule.AI_MID, line, efn, PieceNumberCheck.AI_RULE);
    }
    return hasCheckDigit(line, efn);
  }

  private boolean hasCheckDigit(long line, String efn) {
    if (CheckDigits.isMod10(efn)) {
      return true;
    }
    char right = CheckDigits.mod10(efn.substring(0, efn.length() - 1));
    return bad(Rule.EFN_CHECK_DIGIT, line, efn, "check digit " + right);
  }

  private boolean bad(Rule rule, long line, String efn, String expected) {
    findings.add(rule, line, FIELD, efn.isEmpty() ? "nothing" : "'" + efn + "'", expected);
    return false;
  }

  /** The mailer ID of a good number; empty for an online file. */
  static String mailerId(String efn) {
    return efn.startsWith(ONLINE) ? "" : new PieceNumber("", efn).mailerId();
  }
}
