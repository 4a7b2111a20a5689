package org.as2gateway.registry.certs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.as2gateway.as2.keys.CertsException;

/**
 * The certificates of one file: PEM or DER, whatever its name says, any number of them. Whatever
 * the octets are, they end in a result or in one sentence.
 *
 * @param certificates all of them, issuers too
 * @param hasPrivateKey whether a private key, which is not looked at, stands beside them
 * @param problems parts that are damaged, each a sentence: the certificates are not all there were
 * @param others what else it holds, such as a certificate request
 */
record CertificateFile(
    List<Found> certificates, boolean hasPrivateKey, List<String> problems, List<String> others) {
  private static final int MAX_BYTES = 1 << 20;

  CertificateFile {
    certificates = List.copyOf(certificates);
    problems = List.copyOf(problems);
    others = List.copyOf(others);
  }

  /** A certificate and the lines above it. */
  record Found(X509Certificate certificate, CertificateLines lines) {}

  /** Octets of a file that is one: reading a named pipe would wait for its writer. */
  static byte[] bytes(Path file) throws CertsException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new CertsException(
          "it is not a regular file, expected a file with keys or certificates");
    }
    return handedOver(file);
  }

  /** Octets of whatever an operator names, such as the pipe of a shell. */
  static byte[] handedOver(Path file) throws CertsException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new CertsException("it is larger than 1 MiB, expected keys or certificates");
      }
      return bytes;
    } catch (IOException e) {
      throw new CertsException(
          "it cannot be read; check that it exists and check its mode and owner", e);
    }
  }

  static CertificateFile parse(byte[] bytes) throws CertsException {
    try {
      return read(bytes);
    } catch (RuntimeException | StackOverflowError e) { // all that parsers answer to odd octets
      throw new CertsException("it is damaged or not a certificate", e);
    }
  }

  private static CertificateFile read(byte[] bytes) throws CertsException {
    if (PemFile.isPem(bytes)) {
      return ofPem(PemFile.parse(bytes));
    }
    if (bytes.length == 0) {
      throw new CertsException("it is empty, expected a certificate");
    }
    byte[] der = der(bytes);
    try {
      return new CertificateFile(
          found(Certificates.decode(der), CertificateLines.NONE), false, List.of(), List.of());
    } catch (CertsException e) {
      throw FileKind.of(der)
          .filter(kind -> !FileKind.PRIVATE_KEYS.contains(kind)) // has a sentence of its own
          .map(kind -> new CertsException("it is " + kind + ", expected a certificate", e))
          .orElse(e);
    }
  }

  /** Some tools export the Base64 text without BEGIN and END. */
  private static byte[] der(byte[] bytes) throws CertsException {
    String text = PemText.of(bytes);
    String base64 = text.lines().map(PemText::base64).collect(Collectors.joining());
    if (!base64.matches("MI[A-Za-z0-9+/]+=*")) {
      if (text.contains("BEGIN CERTIFICATE")) {
        throw new CertsException(
            "its BEGIN line was changed, probably by a word processor or mail program: ask for the"
                + " file"
                + " as an attachment");
      }
      return bytes;
    }
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return bytes; // refused below as what it is
    }
  }

  private static CertificateFile ofPem(PemFile pem) throws CertsException {
    List<Found> found = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    Set<String> others = new LinkedHashSet<>();
    boolean hasPrivateKey = false;
    for (int i = 0; i < pem.blocks().size(); i++) {
      PemFile.Block block = pem.blocks().get(i);
      if (block.mayHoldCertificates()) {
        try {
          found.addAll(found(block.certificates(), CertificateLines.parse(block.before())));
        } catch (CertsException e) {
          problems.add("block %d of it: %s".formatted(i + 1, e.getMessage()));
        }
      } else if (block.isPrivateKey()) {
        hasPrivateKey = true;
      } else {
        others.add(FileKind.ofLabel(block.label()));
      }
    }
    if (CertificateLines.isAny(pem.after())) {
      problems.add(
          "a line 'use:', 'active-from:' or 'retired:' is below the last certificate, expected"
              + " it above the certificate that it applies to");
    }
    if (found.isEmpty()) {
      throw new CertsException(nothing(hasPrivateKey, problems, others));
    }
    return new CertificateFile(found, hasPrivateKey, problems, List.copyOf(others));
  }

  private static String nothing(boolean hasPrivateKey, List<String> problems, Set<String> others) {
    if (!problems.isEmpty()) {
      return problems.get(0);
    }
    return hasPrivateKey
        ? "it contains a private key, expected a certificate: import our keys as a"
            + " PKCS #12 file, created by 'openssl pkcs12 -export'"
        : "it contains no certificate, found "
            + (others.isEmpty() ? "nothing between BEGIN and END" : String.join(", ", others));
  }

  private static List<Found> found(List<X509Certificate> certificates, CertificateLines lines) {
    return certificates.stream().map(certificate -> new Found(certificate, lines)).toList();
  }

  /** This file, if all of it could be read. */
  CertificateFile undamaged() throws CertsException {
    if (!problems.isEmpty()) {
      throw new CertsException(String.join("; ", problems));
    }
    return this;
  }
}
