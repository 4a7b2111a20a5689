package org.as2gateway.pgp;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.as2gateway.pgp.PgpFailure.Reason;
import org.bouncycastle.bcpg.BCPGInputStream;
import org.bouncycastle.bcpg.KeyIdentifier;
import org.bouncycastle.openpgp.PGPEncryptedData;
import org.bouncycastle.openpgp.PGPEncryptedDataList;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPublicKeyEncryptedData;
import org.bouncycastle.openpgp.PGPSessionKey;
import org.bouncycastle.openpgp.PGPSessionKeyEncryptedData;
import org.bouncycastle.openpgp.operator.SessionKeyDataDecryptorFactory;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyDataDecryptorFactory;
import org.bouncycastle.openpgp.operator.bc.BcSessionKeyDataDecryptorFactory;
import org.bouncycastle.openpgp.operator.jcajce.JceSessionKeyDataDecryptorFactoryBuilder;
import org.jspecify.annotations.Nullable;

/** The encrypted layer of a message: finds our session key, decrypts, proves integrity. */
final class Decryption {
  private static final int MAX_TRIALS = 8;

  private final List<PgpOwnKey> ours;
  private final ByteArrayOutputStream sessions = new ByteArrayOutputStream();
  private final Set<String> recipients = new LinkedHashSet<>();
  private boolean hasPassPhrase;
  private int trials;

  Decryption(List<PgpOwnKey> ours) {
    this.ours = ours;
  }

  /** The content of an encrypted layer; read to its end before {@link #verify}. */
  static final class Opened {
    private final PgpCipher cipher;
    private final InputStream content;
    private final PGPSessionKeyEncryptedData data;

    private Opened(PgpCipher cipher, InputStream content, PGPSessionKeyEncryptedData data) {
      this.cipher = cipher;
      this.content = content;
      this.data = data;
    }

    PgpCipher cipher() {
      return cipher;
    }

    InputStream content() {
      return content;
    }

    /** AEAD has proven each chunk and the end; else the digest at the end decides. */
    void verify() throws IOException, PGPException {
      if (!data.isAEAD() && !data.verify()) {
        throw modified(null);
      }
    }
  }

  static Refusal modified(@Nullable Throwable cause) {
    return new Refusal(
        Reason.MODIFIED,
        "the message was changed or damaged after it was encrypted: its integrity check fails; ask"
            + " for it again",
        cause);
  }

  void session(byte[] packet) {
    sessions.writeBytes(packet);
  }

  void passPhrase() {
    hasPassPhrase = true;
  }

  /** Decrypts the packet that comes next. */
  Opened open(PacketStream packets) throws IOException, PGPException {
    if (sessions.size() == 0) {
      throw noKey();
    }
    PGPEncryptedDataList list =
        new PGPEncryptedDataList(
            new BCPGInputStream(
                new SequenceInputStream(
                    new ByteArrayInputStream(sessions.toByteArray()), packets.rest())));
    PGPSessionKey sessionKey = sessionKey(list);
    PgpCipher cipher =
        PgpCipher.ofTag(sessionKey.getAlgorithm())
            .orElseThrow(
                () ->
                    new Refusal(
                        Reason.WEAK_CIPHER,
                        "the message is encrypted with cipher number %d, expected AES or 3DES; ask"
                                .formatted(sessionKey.getAlgorithm())
                            + " the partner to set it (gpg: --cipher-algo AES256)"));
    PGPSessionKeyEncryptedData data = list.extractSessionKeyEncryptedData();
    return new Opened(cipher, data.getDataStream(decryptor(data, sessionKey)), data);
  }

  /** The JDK's ciphers are the fast ones; OCB and EAX are Bouncy Castle's alone. */
  private static SessionKeyDataDecryptorFactory decryptor(
      PGPSessionKeyEncryptedData data, PGPSessionKey key) {
    return data.isAEAD()
        ? new BcSessionKeyDataDecryptorFactory(key)
        : new JceSessionKeyDataDecryptorFactoryBuilder().build(key);
  }

  private PGPSessionKey sessionKey(PGPEncryptedDataList list) throws Refusal {
    for (PGPEncryptedData one : list) {
      PGPSessionKey found = one instanceof PGPPublicKeyEncryptedData session ? ours(session) : null;
      if (found != null) {
        return found;
      }
    }
    throw noKey();
  }

  private @Nullable PGPSessionKey ours(PGPPublicKeyEncryptedData session) throws Refusal {
    KeyIdentifier recipient = session.getKeyIdentifier();
    recipients.add(recipient.isWildcard() ? "hidden" : PgpKey.keyId(recipient.getKeyId()));
    for (PgpOwnKey own : ours) {
      for (PGPKeyPair key : own.decrypting(recipient)) {
        PGPSessionKey found = tried(session, key);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private @Nullable PGPSessionKey tried(PGPPublicKeyEncryptedData session, PGPKeyPair key)
      throws Refusal {
    trials++;
    if (trials > MAX_TRIALS) {
      throw new Refusal(
          Reason.TOO_COMPLEX,
          "the message hides its recipients and has too many of them; ask the partner to encrypt"
              + " for our key alone");
    }
    try {
      return session.getSessionKey(new BcPublicKeyDataDecryptorFactory(key));
    } catch (PGPException | RuntimeException e) { // not meant for that key, or damaged
      return null;
    }
  }

  private Refusal noKey() {
    String held =
        ours.isEmpty()
            ? "no OpenPGP key"
            : String.join(", ", ours.stream().flatMap(o -> o.key().keyIds().stream()).toList());
    if (recipients.isEmpty()) {
      return new Refusal(
          Reason.WRONG_KEY,
          hasPassPhrase
              ? "the message is encrypted with a pass phrase, expected our key (%s); send our"
                      .formatted(held)
                  + " public key to the partner"
              : "the message names no key that it is encrypted for; ask for it again");
    }
    return new Refusal(
        Reason.WRONG_KEY,
        "the message is encrypted for key %s, and we have %s; send our current public key to the"
                .formatted(String.join(", ", recipients), held)
            + " partner");
  }
}
