package org.as2gateway.store.payload;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How files are named in the inbox ({@code inbox.names}). A cleaned name is safe as a path; what
 * programs make of it later is another matter.
 */
public enum InboxNames {
  /** As {@link FileLabel#clean} leaves the sender's name. */
  AS_SENT,
  /** Names that mean something to Windows, a shell or a spreadsheet are changed too. */
  STRICT;

  private static final Pattern DEVICE =
      Pattern.compile("(?i)(con|prn|aux|nul|conin\\$|conout\\$|(com|lpt)[0-9¹²³])\\s*(\\..*)?");
  private static final Pattern FORMULA = Pattern.compile("^[=+@＠－-].*");
  private static final Pattern ACTIVE = Pattern.compile("[$`&;%!^'~#{}\\[\\]|,]");
  private static final Pattern END = Pattern.compile("[. ]+$");
  private static final Set<String> SYSTEM_FILES =
      Set.of("desktop.ini", "autorun.inf", "thumbs.db", "ehthumbs.db", "folder.htt", "web.config");
  private static final Pattern LINK =
      Pattern.compile(
          "(?i).*\\.(lnk|url|scf|pif|website|desktop|library-ms|search-ms|searchconnector-ms"
              + "|theme|themepack|appref-ms|settingcontent-ms)");

  /** The rule of a setting. */
  public static InboxNames of(boolean isStrict) {
    return isStrict ? STRICT : AS_SENT;
  }

  /** The name of a file from outside in the inbox, never blank. */
  public String name(String label) {
    String clean = FileLabel.clean(label);
    return this == AS_SENT ? clean : FileLabel.clean(strict(clean));
  }

  /** An underscore takes the meaning away: in place of a character, in front, or at the end. */
  private static String strict(String clean) {
    String name = END.matcher(clean).replaceAll("");
    boolean isFormula = FORMULA.matcher(name).matches();
    name = ACTIVE.matcher(isFormula ? name.substring(1) : name).replaceAll("_");
    String front =
        isFormula
                || DEVICE.matcher(clean).matches()
                || SYSTEM_FILES.contains(name.toLowerCase(Locale.ROOT))
            ? "_"
            : "";
    return front + name + (LINK.matcher(name).matches() ? "_" : "");
  }
}
