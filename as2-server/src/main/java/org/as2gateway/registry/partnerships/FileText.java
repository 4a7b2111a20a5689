package org.as2gateway.registry.partnerships;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.as2gateway.registry.partnerships.EditRefused.Reason;

/** The text of {@code partnerships.xml} and where its entries stand; immutable. */
final class FileText {
  private static final String INDENT = "  ";
  private static final Pattern REMARK =
      Pattern.compile("[ \\t]*(\\r?\\n)?[ \\t]*<!--.*?-->", Pattern.DOTALL);
  private static final Pattern NEXT_ENTRY = Pattern.compile("[ \\t]*(\\r?\\n)?[ \\t]*<[A-Za-z]");
  private static final Pattern ENCODING =
      Pattern.compile("<\\?xml[^>]*encoding\\s*=\\s*[\"']([A-Za-z0-9._-]+)[\"']");

  private final XmlDocument document;
  private final Entries entries;
  private final Set<String> known; // errors that may stay

  private FileText(XmlDocument document, Entries entries, Set<String> known) {
    this.document = document;
    this.entries = entries;
    this.known = known;
  }

  static FileText empty() throws EditRefused {
    String text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<partnerships>\n</partnerships>\n";
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Refuses a file that has errors: an edit on top would hide whose they are. */
  static FileText of(byte[] content) throws EditRefused {
    return parse(content, "; fix the file first", Set.of());
  }

  /** Takes a file with errors too, if it is XML; edits of it may leave those, and add none. */
  static FileText withErrors(byte[] content) throws EditRefused {
    return PartnershipXml.read(content) instanceof PartnershipXml.Reading.Refused refused
        ? parse(content, "; fix the file first", errors(refused.problems()))
        : of(content);
  }

  private static Set<String> errors(List<FileProblem> problems) {
    return problems.stream()
        .filter(FileProblem::isError)
        .map(FileText::sentence)
        .collect(Collectors.toSet());
  }

  private static String sentence(FileProblem problem) {
    return problem.subject() + ": " + problem.text();
  }

  /** The errors among these that the file did not have when it was opened. */
  List<FileProblem> newErrors(List<FileProblem> problems) {
    return problems.stream()
        .filter(FileProblem::isError)
        .filter(p -> !known.contains(sentence(p)))
        .toList();
  }

  /** What the XML declaration of a text names. */
  static Charset charsetOf(String text) {
    Matcher declared = ENCODING.matcher(text);
    try {
      return declared.lookingAt() ? Charset.forName(declared.group(1)) : StandardCharsets.UTF_8;
    } catch (IllegalArgumentException e) {
      return StandardCharsets.UTF_8; // a name that the parser refuses with its line
    }
  }

  private static FileText parse(byte[] content, String advice, Set<String> known)
      throws EditRefused {
    Findings findings = new Findings();
    try {
      XmlDocument document = XmlScan.scan(content);
      Entries entries = EntryReader.read(document, findings);
      FileText text = new FileText(document, entries, known);
      boolean isRegistry = document.root().name().equals("partnerships");
      if (isRegistry && text.newErrors(findings.all()).isEmpty()) {
        return text;
      }
    } catch (XmlRefused e) {
      findings.error(e.line(), "<partnerships>", e.getMessage());
    }
    FileProblem first =
        findings.all().stream()
            .filter(FileProblem::isError)
            .filter(p -> !known.contains(sentence(p)))
            .findFirst()
            .or(() -> findings.all().stream().filter(FileProblem::isError).findFirst())
            .orElseThrow();
    throw new EditRefused(
        Reason.INVALID,
        "partnerships.xml:" + first.line() + ": " + first.subject() + ": " + first.text() + advice);
  }

  Entries entries() {
    return entries;
  }

  byte[] encoded() {
    return document.text().getBytes(document.charset());
  }

  FileText withPartner(PartnerEntry partner) throws EditRefused {
    for (String key : partner.attributes().keySet()) {
      if (!key.matches("[A-Za-z_][A-Za-z0-9_.-]*") || key.equals("name")) {
        throw new EditRefused(
            Reason.INVALID,
            "a partner cannot have an attribute " + Findings.quote(key) + " besides its name");
      }
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("name", partner.name());
    attributes.putAll(partner.attributes());
    Optional<Located<PartnerEntry>> old = entries.partner(partner.name());
    return old.isPresent()
        ? changed(edit(old.get()).partner(partner.attributes()))
        : inserted(
            List.of(XmlText.tag("partner", attributes)),
            lastEnd(entries.partners()).map(this::afterRemarks));
  }

  FileText withPartnership(PartnershipEntry partnership) throws EditRefused {
    Optional<Located<PartnershipEntry>> old = entries.partnership(partnership.name());
    if (old.isPresent()) {
      return changed(edit(old.get()).partnership(partnership));
    }
    List<String> lines = new ArrayList<>();
    lines.add("<partnership name=" + XmlText.quoted(partnership.name()) + ">");
    lines.add(INDENT + XmlText.tag("sender", Map.of("name", partnership.sender())));
    lines.add(INDENT + XmlText.tag("receiver", Map.of("name", partnership.receiver())));
    partnership
        .attributes()
        .forEach((key, value) -> lines.add(INDENT + XmlText.attribute(key, value)));
    lines.add("</partnership>");
    return inserted(lines, Optional.empty());
  }

  private ElementEdit edit(Located<?> located) {
    return new ElementEdit(document.text(), located.element(), lineBreak());
  }

  private FileText changed(ElementEdit edit) throws EditRefused {
    return replaced(0, document.text().length(), edit.text());
  }

  /** Removes an element, with its line if nothing else stands on it. */
  FileText without(XmlElement element) throws EditRefused {
    String text = document.text();
    int lineStart = lineStart(element.start());
    int after = element.end();
    while (after < text.length() && (text.charAt(after) == ' ' || text.charAt(after) == '\t')) {
      after++;
    }
    boolean isAlone =
        text.substring(lineStart, element.start()).isBlank() && text.startsWith(lineBreak(), after);
    return isAlone
        ? replaced(lineStart, after + lineBreak().length(), "")
        : replaced(element.start(), element.end(), "");
  }

  /** Puts lines after a place, or else before the end of the root element. */
  private FileText inserted(List<String> lines, Optional<Integer> place) throws EditRefused {
    String block = INDENT + String.join(lineBreak() + INDENT, lines);
    XmlElement root = document.root();
    if (place.isPresent()) {
      return replaced(place.get(), place.get(), lineBreak() + block);
    }
    if (root.isEmptyElementTag()) {
      return replaced(
          root.start(),
          root.end(),
          "<partnerships>" + lineBreak() + block + lineBreak() + "</partnerships>");
    }
    int at = root.contentEnd();
    boolean isOnOwnLine = document.text().substring(lineStart(at), at).isBlank();
    int insertion = isOnOwnLine ? lineStart(at) : at;
    String before = isOnOwnLine ? "" : lineBreak();
    return replaced(insertion, insertion, before + block + lineBreak());
  }

  private static <T> Optional<Integer> lastEnd(List<Located<T>> located) {
    return located.stream().map(l -> l.element().end()).max(Comparator.naturalOrder());
  }

  /** Behind the comments that follow an entry without a blank line: they are about it. */
  private int afterRemarks(int end) {
    Matcher remark = REMARK.matcher(document.text());
    int place = end;
    while (remark.region(place, document.text().length()).lookingAt()) {
      place = remark.end();
    }
    Matcher next = NEXT_ENTRY.matcher(document.text()).region(place, document.text().length());
    return next.lookingAt() ? end : place; // a comment right above an entry is about that one
  }

  private int lineStart(int offset) {
    return document.text().lastIndexOf('\n', offset - 1) + 1;
  }

  private String lineBreak() {
    return document.text().contains("\r\n") ? "\r\n" : "\n";
  }

  private FileText replaced(int start, int end, String replacement) throws EditRefused {
    String text = document.text();
    String edited = text.substring(0, start) + replacement + text.substring(end);
    Charset charset = document.charset();
    if (!charset.newEncoder().canEncode(edited)) {
      throw new EditRefused(
          Reason.INVALID,
          "the file is encoded in " + charset + ", which lacks a character of the new text");
    }
    return parse(edited.getBytes(charset), "", known);
  }
}
