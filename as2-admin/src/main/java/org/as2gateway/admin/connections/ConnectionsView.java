package org.as2gateway.admin.connections;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.as2gateway.transport.pdx.JdbcPdxFiles;
import org.as2gateway.transport.pdx.PdxDesk;
import org.as2gateway.transport.sftp.LeftFile;

/**
 * Accounts and servers.
 *
 * @param accounts of PDX
 * @param offered what PDX offered, by partnership
 * @param left files that stay on servers of SFTP
 */
public record ConnectionsView(
    List<PdxDesk.Status> accounts, List<Offered> offered, List<LeftFile> left) {
  /** The files that PDX offered on a partnership, newest first. */
  public record Offered(String partnership, List<JdbcPdxFiles.Kept> files) {}

  /** Names of the partnerships that have files left. */
  public List<String> leftOn() {
    return left.stream().map(LeftFile::partnership).distinct().toList();
  }

  /** A name in a path. */
  public static String segment(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
