package org.as2gateway.pgp;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipException;
import org.as2gateway.pgp.PgpFailure.Reason;
import org.bouncycastle.bcpg.ArmoredInputStream;
import org.bouncycastle.bcpg.PacketTags;
import org.bouncycastle.openpgp.PGPCompressedData;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages: decrypts, decompresses, verifies. Content goes to the sink while it is read, and
 * may be released by the caller only after {@link PgpOutcome.Opened}. Never throws for what a
 * stranger wrote.
 */
public final class PgpReader {
  private static final int BUFFER = 1 << 16;
  private static final long EXPANSION_FREE_BYTES = 10L * 1024 * 1024;
  private static final int MAX_LAYERS = 4;
  private static final int ARMOR_LOOK = 1 << 10;
  private static final Set<Integer> BEGINNINGS =
      Set.of(
          PacketTags.PUBLIC_KEY_ENC_SESSION,
          PacketTags.SIGNATURE,
          PacketTags.SYMMETRIC_KEY_ENC_SESSION,
          PacketTags.ONE_PASS_SIGNATURE,
          PacketTags.COMPRESSED_DATA,
          PacketTags.SYMMETRIC_KEY_ENC,
          PacketTags.MARKER,
          PacketTags.LITERAL_DATA,
          PacketTags.SYM_ENC_INTEGRITY_PRO,
          PacketTags.AEAD_ENC_DATA);
  private static final String ARMOR = "-----BEGIN PGP ";

  private final PgpRead wanted;

  /** A reader under those rules. */
  public PgpReader(PgpRead wanted) {
    this.wanted = wanted;
  }

  /**
   * Reads one message, which has to be all there is.
   *
   * @param message left open
   * @param sink takes the content, which is worth nothing unless the outcome is opened
   * @throws IOException if one of the two streams fails
   */
  public PgpOutcome read(InputStream message, OutputStream sink) throws IOException {
    try {
      return new Reading(message, sink).run();
    } catch (PGPException | IOException | RuntimeException | StackOverflowError e) {
      return new PgpOutcome.Refused(failure(e));
    }
  }

  /** All that Bouncy Castle's parsers answer to odd bytes ends in one sentence. */
  private static PgpFailure failure(Throwable thrown) throws IOException {
    for (Throwable e = thrown; e != null; e = e.getCause()) {
      if (e instanceof Outside outside) {
        throw outside.original();
      }
      if (e instanceof Refusal refusal) {
        return refusal.failure();
      }
      if (e instanceof EOFException) {
        return new PgpFailure(
            Reason.TRUNCATED, "the message ends too early; ask for the complete file again");
      }
      if (e instanceof ZipException) {
        return Decryption.modified(e).failure();
      }
    }
    return new PgpFailure(
        Reason.DAMAGED, "the message is damaged and cannot be read; ask for the file again");
  }

  /** One message on its way. */
  private final class Reading {
    private final Outside.Source source;
    private final OutputStream sink;
    private final Decryption decryption = new Decryption(wanted.ours());
    private final SignatureTrial signatures = new SignatureTrial(wanted);
    private final List<String> warnings = new ArrayList<>();
    private @Nullable PgpCipher cipher;
    private String fileName = "";
    private boolean hasContent;
    private long bytes;
    private int layers;

    Reading(InputStream message, OutputStream sink) {
      this.source = new Outside.Source(message);
      this.sink = sink;
    }

    PgpOutcome run() throws IOException, PGPException {
      InputStream in = binary(new BufferedInputStream(source, BUFFER));
      walk(new PacketStream(in));
      if (!hasContent) {
        throw new Refusal(
            Reason.NOT_OPENPGP,
            "the file has no OpenPGP message in it, only a signature or nothing; ask for the"
                + " message itself (gpg --sign, not --detach-sign)");
      }
      Optional<String> signer = signatures.finish();
      if (cipher != null && cipher.isWeak()) {
        warnings.add("the message is encrypted with 3DES; ask the partner to use AES-256");
      }
      return new PgpOutcome.Opened(
          Optional.ofNullable(cipher),
          signer,
          Optional.of(fileName).filter(name -> !name.isEmpty()),
          bytes,
          warnings);
    }

    private InputStream binary(BufferedInputStream in) throws IOException {
      in.mark(ARMOR_LOOK);
      byte[] first = in.readNBytes(ARMOR_LOOK);
      in.reset();
      if (first.length == 0) {
        throw new Refusal(Reason.NOT_OPENPGP, "the file is empty, expected an OpenPGP message");
      }
      if (mayBegin(first[0])) {
        return in;
      }
      String text = new String(first, StandardCharsets.ISO_8859_1);
      if (!text.contains(ARMOR)) {
        throw new Refusal(
            Reason.NOT_OPENPGP,
            "the file is not an OpenPGP message, expected one as the partnership asks for it; ask"
                + " the partner to encrypt or sign the file");
      }
      if (!text.contains(ARMOR + "MESSAGE-----")) {
        throw new Refusal(
            Reason.UNSUPPORTED,
            "the file is text of another kind, expected 'BEGIN PGP MESSAGE'; ask for a file made"
                + " with 'gpg --encrypt' or 'gpg --sign', not 'gpg --clear-sign'");
      }
      return new ArmoredInputStream(in);
    }

    private static boolean mayBegin(byte header) {
      int tag = (header & 0x40) == 0 ? (header & 0x3f) >> 2 : header & 0x3f;
      return (header & 0x80) != 0 && BEGINNINGS.contains(tag);
    }

    private void walk(PacketStream packets) throws IOException, PGPException {
      for (int tag = packets.next(); tag >= 0; tag = packets.next()) {
        if (hasContent && tag != PacketTags.SIGNATURE && !isFiller(tag)) {
          throw new Refusal(
              Reason.UNSUPPORTED,
              "the file has more than one message in it; ask for one message a file");
        }
        step(packets, tag);
      }
    }

    private void step(PacketStream packets, int tag) throws IOException, PGPException {
      switch (tag) {
        case PacketTags.MARKER, PacketTags.PADDING -> packets.small();
        case PacketTags.PUBLIC_KEY_ENC_SESSION -> decryption.session(packets.small());
        case PacketTags.SYMMETRIC_KEY_ENC_SESSION -> {
          packets.small();
          decryption.passPhrase();
        }
        case PacketTags.SYM_ENC_INTEGRITY_PRO, PacketTags.AEAD_ENC_DATA -> decrypt(packets);
        case PacketTags.SYMMETRIC_KEY_ENC ->
            throw new Refusal(
                Reason.NO_INTEGRITY,
                "the message is encrypted without protection against changes (MDC); ask the"
                    + " partner to use a current program");
        case PacketTags.COMPRESSED_DATA -> decompress(packets);
        case PacketTags.ONE_PASS_SIGNATURE -> signatures.announce(packets.small());
        case PacketTags.SIGNATURE -> {
          if (hasContent) {
            signatures.after(packets.small());
          } else {
            signatures.before(packets.small());
          }
        }
        case PacketTags.LITERAL_DATA -> content(packets);
        default ->
            throw new Refusal(
                Reason.UNSUPPORTED,
                "the file has an OpenPGP packet of type %d in it, expected a message"
                    .formatted(tag));
      }
    }

    private static boolean isFiller(int tag) {
      return tag == PacketTags.MARKER || tag == PacketTags.PADDING;
    }

    private void layer() throws Refusal {
      layers++;
      if (layers > MAX_LAYERS) {
        throw new Refusal(
            Reason.TOO_COMPLEX,
            "the message has more than " + MAX_LAYERS + " layers; ask for it with fewer");
      }
    }

    private void decrypt(PacketStream packets) throws IOException, PGPException {
      layer();
      if (cipher != null) {
        throw new Refusal(
            Reason.TOO_COMPLEX, "the message is encrypted twice; ask for it encrypted once");
      }
      Decryption.Opened opened = decryption.open(packets);
      cipher = opened.cipher();
      walk(new PacketStream(opened.content()));
      opened.verify();
    }

    private void decompress(PacketStream packets) throws IOException, PGPException {
      layer();
      PGPCompressedData compressed = new PGPCompressedData(packets.rest());
      walk(new PacketStream(compressed.getDataStream()));
      compressed.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    private void content(PacketStream packets) throws IOException, PGPException {
      if (wanted.isEncryptionRequired() && cipher == null) {
        throw new Refusal(
            Reason.NOT_ENCRYPTED,
            "the message is not encrypted; ask the partner to encrypt it for our key, or remove"
                + " 'encrypted' from gw.pgp_require");
      }
      signatures.judge();
      hasContent = true;
      PGPLiteralData literal = new PGPLiteralData(packets.rest());
      fileName = literal.getFileName();
      InputStream in = literal.getInputStream();
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        bytes += n;
        requireRoom();
        signatures.update(buffer, n);
        Outside.write(sink, buffer, n);
      }
    }

    private void requireRoom() throws Refusal {
      PgpLimits limits = wanted.limits();
      if (bytes > limits.contentBytes()) {
        throw new Refusal(
            Reason.TOO_LARGE,
            "the content is larger than "
                + limits.contentBytes()
                + " bytes; ask for a smaller file or raise the limit");
      }
      if (bytes > Math.max(EXPANSION_FREE_BYTES, source.count() * limits.expansion())) {
        throw new Refusal(
            Reason.TOO_LARGE,
            "the content is over "
                + limits.expansion()
                + " times as large as the message; ask for it uncompressed");
      }
    }
  }
}
