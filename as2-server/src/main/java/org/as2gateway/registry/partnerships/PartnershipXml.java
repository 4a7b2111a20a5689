package org.as2gateway.registry.partnerships;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Loads {@code partnerships.xml} in the format of OpenAS2 and as2-lib, all or nothing. A scan of
 * ours finds every fault with its line; as2-lib's own classes then build the model of what is
 * sound, and from it come the typed records (docs/adr/0001).
 */
public final class PartnershipXml {
  /** What became of a file. */
  public sealed interface Reading {
    /** Everything wrong with it, in file order. */
    List<FileProblem> problems();

    /**
     * The file holds.
     *
     * @param registry what it says
     * @param problems warnings; errors only where what is sound was asked for
     * @param partnerLines where each partner stands, by name
     * @param partnershipLines where each partnership stands, by name
     * @param text the file itself
     */
    record Accepted(
        PartnershipRegistry registry,
        List<FileProblem> problems,
        Map<String, Integer> partnerLines,
        Map<String, Integer> partnershipLines,
        String text)
        implements Reading {
      /** Copies the collections. */
      public Accepted {
        problems = List.copyOf(problems);
        partnerLines = Map.copyOf(partnerLines);
        partnershipLines = Map.copyOf(partnershipLines);
      }
    }

    /**
     * The file has errors and nothing of it is taken.
     *
     * @param problems errors and warnings
     */
    record Refused(List<FileProblem> problems) implements Reading {
      /** Copies the list. */
      public Refused {
        problems = List.copyOf(problems);
      }
    }
  }

  private final Findings findings = new Findings();

  private PartnershipXml() {}

  /**
   * The content of a file, one byte more than is accepted at most.
   *
   * @throws IOException if there is none or it cannot be read
   */
  public static byte[] content(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(XmlScan.MAX_BYTES + 1);
    }
  }

  /** Loads a file that is in memory. */
  public static Reading read(byte[] content) {
    return new PartnershipXml().reading(content, false);
  }

  /**
   * Loads what is sound of a file, for a start that has no earlier state to go on with. An entry
   * with errors is left out, or is there with the {@link Fault} that keeps it from being used; the
   * problems name each.
   *
   * @return refused only if it is no XML that could hold partnerships
   */
  public static Reading readSound(byte[] content) {
    return new PartnershipXml().reading(content, true);
  }

  private Reading reading(byte[] content, boolean isSoundEnough) {
    try {
      XmlDocument document = XmlScan.scan(content);
      Entries entries = EntryReader.read(document, findings);
      boolean isRegistry = document.root().name().equals("partnerships");
      PartnershipRegistry registry =
          RegistryBuilder.build(isSoundEnough ? entries.sound() : entries, findings);
      if (findings.hasErrors() && !(isSoundEnough && isRegistry)) {
        return new Reading.Refused(findings.all());
      }
      Map<String, Integer> partnerLines = new LinkedHashMap<>();
      entries.partners().forEach(p -> partnerLines.put(p.entry().name(), p.element().line()));
      Map<String, Integer> partnershipLines = new LinkedHashMap<>();
      entries
          .partnerships()
          .forEach(p -> partnershipLines.put(p.entry().name(), p.element().line()));
      return new Reading.Accepted(
          registry, findings.all(), partnerLines, partnershipLines, document.text());
    } catch (XmlRefused e) {
      return new Reading.Refused(
          List.of(new FileProblem(true, e.line(), "<partnerships>", e.getMessage())));
    }
  }
}
