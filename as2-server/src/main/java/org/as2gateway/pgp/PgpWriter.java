package org.as2gateway.pgp;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Date;
import java.util.Deque;
import java.util.Optional;
import org.as2gateway.as2.keys.CertificateUse;
import org.as2gateway.as2.keys.CertsException;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPEncryptedDataGenerator;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPLiteralDataGenerator;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyKeyEncryptionMethodGenerator;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.jcajce.JcePGPDataEncryptorBuilder;

/** Writes messages: signed with SHA-256, encrypted with protection against changes, or both. */
public final class PgpWriter {
  private static final int CHUNK = 1 << 16;

  private final PgpWrite wanted;

  /** A writer of that form. */
  public PgpWriter(PgpWrite wanted) {
    this.wanted = wanted;
  }

  /**
   * Writes one message.
   *
   * @param payload the content, left open
   * @param out where the message goes, left open and flushed
   * @throws CertsException if a key cannot do its part now
   */
  public void write(InputStream payload, OutputStream out) throws CertsException, IOException {
    Deque<OutputStream> layers = new ArrayDeque<>();
    OutputStream buffered = new BufferedOutputStream(out, CHUNK);
    layers.push(buffered);
    try {
      if (wanted.isArmored()) {
        layers.push(Keys.armor(buffered));
      }
      if (!wanted.recipients().isEmpty()) {
        layers.push(encryption().open(layers.getFirst(), new byte[CHUNK]));
      }
      Optional<PGPSignatureGenerator> signature = signature();
      if (signature.isPresent()) {
        signature.get().generateOnePassVersion(false).encode(layers.getFirst());
      }
      copy(payload, layers.getFirst(), signature);
      if (signature.isPresent()) {
        signature.get().generate().encode(layers.getFirst());
      }
      while (layers.size() > 1) { // the last one is the caller's
        layers.pop().close();
      }
      buffered.flush();
    } catch (PGPException e) {
      throw new CertsException("the OpenPGP keys cannot be used: " + e.getMessage(), e);
    }
  }

  private void copy(
      InputStream payload, OutputStream layer, Optional<PGPSignatureGenerator> signature)
      throws IOException {
    PGPLiteralDataGenerator literal = new PGPLiteralDataGenerator();
    try (OutputStream content =
        literal.open(
            layer,
            PGPLiteralData.BINARY,
            wanted.fileName(),
            Date.from(wanted.now()),
            new byte[CHUNK])) {
      byte[] buffer = new byte[CHUNK];
      for (int n = payload.read(buffer); n >= 0; n = payload.read(buffer)) {
        content.write(buffer, 0, n);
        if (signature.isPresent()) {
          signature.get().update(buffer, 0, n);
        }
      }
    }
  }

  private PGPEncryptedDataGenerator encryption() throws CertsException {
    PGPEncryptedDataGenerator generator =
        new PGPEncryptedDataGenerator(
            new JcePGPDataEncryptorBuilder(wanted.cipher().tag())
                .setWithIntegrityPacket(true)
                .setSecureRandom(new SecureRandom()));
    for (PgpKey recipient : wanted.recipients()) {
      PGPPublicKey key =
          recipient
              .encryptionKey(wanted.now())
              .orElseThrow(() -> unable(recipient, CertificateUse.ENCRYPT));
      generator.addMethod(new BcPublicKeyKeyEncryptionMethodGenerator(key));
    }
    return generator;
  }

  private Optional<PGPSignatureGenerator> signature() throws CertsException, PGPException {
    if (wanted.signer().isEmpty()) {
      return Optional.empty();
    }
    PgpOwnKey signer = wanted.signer().get();
    PGPKeyPair pair =
        signer.signing(wanted.now()).orElseThrow(() -> unable(signer.key(), CertificateUse.SIGN));
    PGPPublicKey key = pair.getPublicKey();
    PGPSignatureGenerator generator =
        new PGPSignatureGenerator(
            new JcaPGPContentSignerBuilder(key.getAlgorithm(), HashAlgorithmTags.SHA256), key);
    generator.init(PGPSignature.BINARY_DOCUMENT, pair.getPrivateKey());
    PGPSignatureSubpacketGenerator facts = new PGPSignatureSubpacketGenerator();
    facts.setSignatureCreationTime(true, Date.from(wanted.now()));
    facts.setIssuerFingerprint(false, key);
    generator.setHashedSubpackets(facts.generate());
    return Optional.of(generator);
  }

  private CertsException unable(PgpKey key, CertificateUse use) {
    String doing = use == CertificateUse.SIGN ? "sign with" : "encrypt for";
    return new CertsException(
        "cannot %s OpenPGP key %s (%s): %s"
            .formatted(
                doing,
                key.fingerprint(),
                key.name(),
                key.refusal(use, wanted.now()).orElse("its secret part is not here")));
  }
}
