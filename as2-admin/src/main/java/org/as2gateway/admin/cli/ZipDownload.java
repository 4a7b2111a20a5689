package org.as2gateway.admin.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.as2gateway.admin.client.GatewayClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches evidence into a new file. */
final class ZipDownload {
  private static final Logger LOG = LoggerFactory.getLogger(ZipDownload.class);

  private ZipDownload() {}

  /**
   * Writes the file and says how to verify it.
   *
   * @param path where the gateway has it
   * @throws CommandFailure if the file exists, or the gateway broke off
   */
  static void to(Path file, GatewayClient client, String path, Shell shell)
      throws IOException, CommandFailure {
    if (Files.exists(file)) {
      throw new CommandFailure("'" + file + "' already exists; name another file");
    }
    client.download(path, file);
    requireWhole(file);
    shell.line("wrote " + file + ", " + Sizes.text(Files.size(file)));
    shell.line("verify it on any machine: ./as2 verify " + file);
  }

  /** A gateway that fails midway can only leave the zip without its end. */
  private static void requireWhole(Path file) throws IOException, CommandFailure {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      LOG.debug("{} entries", zip.size());
    } catch (ZipException e) {
      Files.delete(file);
      throw new CommandFailure("the gateway aborted the bundle; see its log for the reason");
    }
  }
}
