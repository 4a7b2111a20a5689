package org.as2gateway.admin.doctor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The acceptance-test addresses that USPS published in March 2020, when TLS 1.2 became the floor.
 */
public final class UspsTlsUrls {
  private static final String RESOURCE = "usps-tls-urls.txt";

  private UspsTlsUrls() {}

  /** The addresses, in the order of the list. */
  public static List<URI> all() throws IOException {
    try (InputStream in = UspsTlsUrls.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("resource '" + RESOURCE + "' is missing");
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      return lines
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .map(URI::create)
          .toList();
    }
  }
}
