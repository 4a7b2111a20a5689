package org.as2gateway.registry.partnerships;

import java.util.List;
import java.util.Set;
import org.as2gateway.registry.partnerships.EditRefused.Reason;

/**
 * What another program's file says of partners: the partners, and of every setting what became of
 * it.
 *
 * @param partners those that can be added
 * @param notes about the file, and about partners that cannot be added
 */
public record ImportedFile(List<PartnerDescription> partners, List<ImportNote> notes) {
  /** Copies the lists. */
  public ImportedFile {
    partners = List.copyOf(partners);
    notes = List.copyOf(notes);
  }

  /**
   * Reads a {@code partnerships.xml} of OpenAS2 or as2-lib, mendelson's export of partners, or any
   * XML whose elements name a partner's settings.
   *
   * @param ourIds AS2 ids of our own stations, to tell which of the partners is us
   * @throws EditRefused if the file cannot be read or describes no partner
   */
  public static ImportedFile read(byte[] content, Set<String> ourIds) throws EditRefused {
    XmlNode root = root(content);
    return isPartnerships(root)
        ? OpenAs2File.read(content, ourIds)
        : MendelsonExport.read(root, ourIds);
  }

  /**
   * The partners of a file that names us by none of our AS2 ids, so that somebody must say which of
   * them is us; none if it is clear.
   *
   * @throws EditRefused if the file cannot be read
   */
  public static List<PartnerEntry> unclear(byte[] content, Set<String> ourIds) throws EditRefused {
    return isPartnerships(root(content)) ? OpenAs2File.unclear(content, ourIds) : List.of();
  }

  private static boolean isPartnerships(XmlNode root) {
    return root.name().equals("partnerships");
  }

  private static XmlNode root(byte[] content) throws EditRefused {
    try {
      return XmlScan.node(content);
    } catch (XmlRefused e) {
      throw new EditRefused(Reason.INVALID, "line " + e.line() + ": " + e.getMessage());
    }
  }
}
