package org.as2gateway.registry.certs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.as2gateway.testkit.KeyFiles;
import org.as2gateway.testkit.OpenSsl;

/** Keys and certificates made by the openssl command line, in a scratch folder. */
final class OpenSslFiles {
  /** The quickest key to make. */
  static final String EC = "-newkey ec -pkeyopt ec_paramgen_curve:P-256";

  private final Path scratch;
  private final OpenSsl openSsl;

  OpenSslFiles(Path scratch) {
    this.scratch = scratch;
    this.openSsl = new OpenSsl(scratch);
  }

  Path file(String name) {
    return scratch.resolve(name);
  }

  /** Makes {@code name.key} and the self-signed {@code name.crt}. */
  Path selfSigned(String name, String algorithm, String... options) throws IOException {
    List<String> words = words("req", "-x509", "-nodes", "-subj", "/CN=" + name, "-days", "90");
    for (String word : algorithm.split(" ", -1)) {
      words.add(word);
    }
    words.addAll(List.of("-keyout", name(name, ".key"), "-out", name(name, ".crt")));
    words.addAll(List.of(options));
    run(words);
    return file(name + ".crt");
  }

  /** Makes {@code name.key} and {@code name.crt}, issued by {@code issuer}. */
  Path issued(String name, String issuer, String... options) throws IOException {
    List<String> words =
        words(
            "req",
            "-x509",
            "-nodes",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-subj",
            "/CN=" + name,
            "-days",
            "9",
            "-CA",
            name(issuer, ".crt"),
            "-CAkey",
            name(issuer, ".key"),
            "-keyout",
            name(name, ".key"),
            "-out",
            name(name, ".crt"));
    boolean isConstrained = List.of(options).stream().anyMatch(o -> o.contains("basicConstraints"));
    if (!isConstrained) {
      words.addAll(List.of("-addext", "basicConstraints=critical,CA:FALSE"));
    }
    words.addAll(List.of(options));
    run(words);
    return file(name + ".crt");
  }

  /** Makes another certificate for the key and name of {@code name}, issued by {@code issuer}. */
  Path reissued(String name, String issuer, String constraints) throws IOException {
    run(
        words(
            "req",
            "-x509",
            "-key",
            name(name, ".key"),
            "-subj",
            "/CN=" + name,
            "-days",
            "19",
            "-CA",
            name(issuer, ".crt"),
            "-CAkey",
            name(issuer, ".key"),
            "-addext",
            "basicConstraints=critical," + constraints,
            "-out",
            name(name, ".again.crt")));
    return file(name + ".again.crt");
  }

  /** Makes {@code name.key} and {@code name.crt} of version 1, issued by {@code issuer}. */
  Path withoutExtensions(String name, String issuer) throws IOException {
    selfSigned(name, EC);
    run(
        words(
            "req",
            "-new",
            "-key",
            name(name, ".key"),
            "-subj",
            "/CN=" + name,
            "-out",
            name(name, ".csr")));
    run(
        words(
            "x509",
            "-req",
            "-in",
            name(name, ".csr"),
            "-CA",
            name(issuer, ".crt"),
            "-CAkey",
            name(issuer, ".key"),
            "-CAcreateserial",
            "-out",
            name(name, ".v1.crt")));
    return Files.move(
        file(name + ".v1.crt"), file(name + ".crt"), StandardCopyOption.REPLACE_EXISTING);
  }

  /** Makes {@code name.p12} of {@code name.key} and {@code name.crt}. */
  Path p12(String name, String... options) throws IOException {
    List<String> words =
        words("pkcs12", "-export", "-inkey", name(name, ".key"), "-in", name(name, ".crt"));
    words.addAll(List.of("-passout", "pass:" + KeyFiles.PASSWORD, "-out", name(name, ".p12")));
    words.addAll(List.of(options));
    run(words);
    return file(name + ".p12");
  }

  /** Makes a bundle of certificates. */
  Path p7b(String name, String form, Path... certificates) throws IOException {
    List<String> words = words("crl2pkcs7", "-nocrl", "-outform", form, "-out", name(name, ""));
    for (Path certificate : certificates) {
      words.addAll(List.of("-certfile", certificate.toString()));
    }
    run(words);
    return file(name);
  }

  Path der(Path pem, String name) throws IOException {
    run(words("x509", "-in", pem.toString(), "-outform", "DER", "-out", name(name, "")));
    return file(name);
  }

  /** Runs any other openssl command and gives what it printed. */
  String run(List<String> words) throws IOException {
    OpenSsl.Result result = openSsl.run(words.toArray(new String[0]));
    if (!result.isOk()) {
      throw new IOException("openssl " + words + ": " + result.output());
    }
    return result.output();
  }

  Path copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.toAbsolutePath().getParent());
    return Files.copy(from, to);
  }

  private String name(String name, String extension) {
    return file(name + extension).toString();
  }

  private static List<String> words(String... words) {
    return new ArrayList<>(List.of(words));
  }
}
