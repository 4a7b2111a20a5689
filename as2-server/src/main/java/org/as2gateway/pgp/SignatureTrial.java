package org.as2gateway.pgp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.as2gateway.as2.keys.CertificateUse;
import org.as2gateway.pgp.PgpFailure.Reason;
import org.bouncycastle.bcpg.BCPGInputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.KeyIdentifier;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPOnePassSignature;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPRuntimeOperationException;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.operator.PGPContentVerifierBuilderProvider;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPContentVerifierBuilderProvider;

/**
 * The signatures of one message: those of the partner's keys take part in the reading of the
 * content, and each of them has to hold. Those of others say nothing.
 */
final class SignatureTrial {
  private static final int MAX_SIGNATURES = 16;
  private static final Duration SKEW = Duration.ofHours(1);
  private static final Set<Integer> DIGESTS =
      Set.of(
          HashAlgorithmTags.SHA256,
          HashAlgorithmTags.SHA384,
          HashAlgorithmTags.SHA512,
          HashAlgorithmTags.SHA3_256,
          HashAlgorithmTags.SHA3_512);

  private final List<PgpKey> signers;
  private final boolean isRequired;
  private final Instant now;
  private final List<Open> open = new ArrayList<>();
  private final Set<String> strangers = new LinkedHashSet<>();
  private final Set<String> verified = new LinkedHashSet<>();
  private int count;

  /** A signature of a key that we know, under way; the digest runs until it is there. */
  private record Open(Signer signer, PGPOnePassSignature announcement) {}

  /** One that stood before the content and is complete. */
  private record Early(Signer signer, PGPSignature signature) {}

  private final List<Early> early = new ArrayList<>();

  /** A key of the partner, and the one of its subkeys that signed. */
  private record Signer(PgpKey owner, PGPPublicKey key) {}

  SignatureTrial(PgpRead wanted) {
    this.signers = wanted.signers();
    this.isRequired = wanted.isSignatureRequired();
    this.now = wanted.now();
  }

  /** A signature is announced, which stands behind the content. */
  void announce(byte[] packet) throws IOException, PGPException {
    PGPOnePassSignature onePass = new PGPOnePassSignature(stream(packet));
    Optional<Signer> signer = signer(List.of(onePass.getKeyIdentifier()));
    if (signer.isPresent()) {
      requireStrong(onePass.getHashAlgorithm());
      requireDocument(onePass.getSignatureType());
      PGPPublicKey key = signer.get().key();
      initialise(provider -> onePass.init(provider, key));
      open.add(new Open(signer.get(), onePass));
    }
  }

  /** A signature stands before the content, as old programs write it. */
  void before(byte[] packet) throws IOException, PGPException {
    PGPSignature signature = new PGPSignature(stream(packet));
    Optional<Signer> signer = signer(signature.getKeyIdentifiers());
    if (signer.isPresent()) {
      check(signature);
      PGPPublicKey key = signer.get().key();
      initialise(provider -> signature.init(provider, key));
      early.add(new Early(signer.get(), signature));
    }
  }

  /** What is known before the first byte of content is: whose signatures there will be. */
  void judge() throws Refusal {
    boolean isKnown = !open.isEmpty() || !early.isEmpty();
    boolean isFree = !isRequired && (count == 0 || signers.isEmpty());
    if (isKnown || isFree) {
      return;
    }
    if (count == 0) {
      throw new Refusal(
          Reason.NOT_SIGNED,
          "the message is not signed, expected a signature by "
              + names()
              + "; ask the partner to sign, or remove 'signed' from gw.pgp_require");
    }
    throw new Refusal(
        Reason.UNKNOWN_SIGNER,
        "the message is signed by key %s, expected %s; if it is the partner's new key, import it"
            .formatted(String.join(", ", strangers), names()));
  }

  private String names() {
    return signers.isEmpty()
        ? "a key of the partner, and we have none"
        : signers.stream()
            .flatMap(key -> key.keyIds().stream())
            .collect(Collectors.joining(" or "));
  }

  void update(byte[] buffer, int length) {
    open.forEach(one -> one.announcement.update(buffer, 0, length));
    early.forEach(one -> one.signature.update(buffer, 0, length));
  }

  /** A signature stands behind the content. */
  void after(byte[] packet) throws IOException, PGPException {
    PGPSignature signature = new PGPSignature(stream(packet));
    for (int i = open.size() - 1; i >= 0; i--) { // they nest: the last announced comes first
      Open one = open.get(i);
      if (signature.hasKeyIdentifier(one.announcement.getKeyIdentifier())) {
        check(signature);
        open.remove(i);
        boolean isSame =
            signature.getHashAlgorithm() == one.announcement.getHashAlgorithm()
                && signature.getSignatureType() == one.announcement.getSignatureType();
        require(isSame && holds(() -> one.announcement.verify(signature)), one.signer);
        return;
      }
    }
  }

  /** The fingerprint of a key of the partner, if one has signed; each announced one must have. */
  Optional<String> finish() throws Refusal, PGPException {
    for (Early one : early) {
      require(holds(one.signature::verify), one.signer);
    }
    if (!open.isEmpty()) {
      throw new Refusal(
          Reason.NOT_SIGNED,
          "the message announces a signature by key %s, which is missing; ask for the file again"
              .formatted(PgpKey.keyId(open.get(0).signer.key.getKeyID())));
    }
    return verified.stream().findFirst();
  }

  private void require(boolean isGood, Signer signer) throws Refusal {
    if (!isGood) {
      throw new Refusal(
          Reason.BAD_SIGNATURE,
          "the signature by key %s does not match the content: the file was changed or damaged on"
                  .formatted(PgpKey.keyId(signer.key.getKeyID()))
              + " its way; ask for it again");
    }
    verified.add(signer.owner.fingerprint());
  }

  private Optional<Signer> signer(List<KeyIdentifier> ids) throws Refusal {
    count++;
    if (count > MAX_SIGNATURES) {
      throw new Refusal(
          Reason.TOO_COMPLEX,
          "the message has more than " + MAX_SIGNATURES + " signatures; ask for it with one");
    }
    for (KeyIdentifier id : ids) {
      for (PgpKey owner : signers) {
        Optional<PGPPublicKey> key = owner.component(id);
        if (key.isPresent()) {
          requireInForce(owner, key.get());
          return Optional.of(new Signer(owner, key.get()));
        }
      }
    }
    ids.stream().map(id -> PgpKey.keyId(id.getKeyId())).findFirst().ifPresent(strangers::add);
    return Optional.empty();
  }

  private void requireInForce(PgpKey owner, PGPPublicKey key) throws Refusal {
    if (owner.maySign(key.getKeyIdentifier(), now)) {
      return;
    }
    String text =
        owner.refusal(CertificateUse.SIGN, now).orElse("that subkey of it may not sign now");
    boolean isRevoked = owner.isRevoked(now);
    throw new Refusal(
        isRevoked ? Reason.REVOKED_KEY : Reason.EXPIRED_KEY,
        "the message is signed by key %s (%s), which cannot be used: %s"
            .formatted(PgpKey.keyId(key.getKeyID()), owner.name(), text));
  }

  private void check(PGPSignature signature) throws Refusal {
    requireStrong(signature.getHashAlgorithm());
    requireDocument(signature.getSignatureType());
    Instant made = signature.getCreationTime().toInstant();
    if (made.isAfter(now.plus(SKEW))) {
      throw new Refusal(
          Reason.BAD_SIGNATURE,
          "the signature was made at %s, and it is %s here; check both clocks"
              .formatted(made, now));
    }
    long seconds = signature.getHashedSubPackets().getSignatureExpirationTime();
    if (seconds > 0 && made.plusSeconds(seconds).isBefore(now)) {
      throw new Refusal(
          Reason.BAD_SIGNATURE,
          "the signature expired at " + made.plusSeconds(seconds) + "; ask for the file again");
    }
  }

  private static void requireStrong(int digest) throws Refusal {
    if (!DIGESTS.contains(digest)) {
      throw new Refusal(
          Reason.WEAK_DIGEST,
          "the signature uses digest %s, expected SHA-256 or better; ask the partner to set it"
                  .formatted(digestName(digest))
              + " (gpg: --digest-algo SHA256)");
    }
  }

  private static String digestName(int digest) {
    return switch (digest) {
      case HashAlgorithmTags.MD5 -> "MD5";
      case HashAlgorithmTags.SHA1 -> "SHA-1";
      case HashAlgorithmTags.RIPEMD160 -> "RIPEMD-160";
      case HashAlgorithmTags.SHA224 -> "SHA-224";
      default -> "number " + digest;
    };
  }

  private static void requireDocument(int type) throws Refusal {
    if (type != PGPSignature.BINARY_DOCUMENT && type != PGPSignature.CANONICAL_TEXT_DOCUMENT) {
      throw new Refusal(
          Reason.BAD_SIGNATURE, "the signature is not one of a file; ask for the file again");
    }
  }

  private interface Initialiser {
    void with(PGPContentVerifierBuilderProvider provider) throws PGPException;
  }

  /** With the JDK, which is fast, and Bouncy Castle for curves that it lacks. */
  private static void initialise(Initialiser verifier) throws PGPException {
    try {
      verifier.with(new JcaPGPContentVerifierBuilderProvider());
    } catch (PGPException e) {
      verifier.with(
          new JcaPGPContentVerifierBuilderProvider().setProvider(new BouncyCastleProvider()));
    }
  }

  private interface Verification {
    boolean run() throws PGPException;
  }

  private static boolean holds(Verification verification) throws PGPException {
    try {
      return verification.run();
    } catch (PGPRuntimeOperationException e) { // a number that is no signature at all
      return false;
    }
  }

  private static BCPGInputStream stream(byte[] packet) {
    return new BCPGInputStream(new ByteArrayInputStream(packet));
  }
}
