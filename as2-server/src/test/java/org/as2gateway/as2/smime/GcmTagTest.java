package org.as2gateway.as2.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.wire.Compression;
import org.as2gateway.as2.wire.EncryptionAlgorithm;
import org.as2gateway.as2.wire.ErrorWord;
import org.as2gateway.as2.wire.KeyTransport;
import org.as2gateway.as2.wire.MicAlgorithm;
import org.as2gateway.as2.wire.SignatureAlgorithm;
import org.as2gateway.store.payload.KeptFiles;
import org.as2gateway.testkit.TestPki;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.cms.AuthEnvelopedData;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.EncryptedContentInfo;
import org.bouncycastle.asn1.cms.GCMParameters;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The length of a GCM tag is what aes-ICVlen says (RFC 5084 §3.2). */
class GcmTagTest {
  private static final OwnKey SENDER = TestPki.rsa("codec sender");
  private static final OwnKey RECEIVER = TestPki.rsa("codec receiver");

  @TempDir Path folder;
  private WrittenMessage message;
  private AuthEnvelopedData written;

  @BeforeEach
  void write() throws IOException {
    Path file = Files.write(folder.resolve("payload"), new byte[1000]);
    WriteRequest request =
        new WriteRequest(
            List.of(
                new WriteRequest.Payload(
                    KeptFiles.of(file), "application/edi-x12", Optional.of("a.x12"))),
            false,
            Compression.NONE,
            Optional.of(
                new WriteRequest.Signing(SENDER, SignatureAlgorithm.SHA256, "sha-256", true, true)),
            Optional.of(
                new WriteRequest.Encryption(
                    List.of(RECEIVER.certificate()),
                    EncryptionAlgorithm.AES256_GCM,
                    KeyTransport.RSA_PKCS1)),
            List.of(MicAlgorithm.SHA256));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    message = new MessageWriter(CryptoProviders.shared(), Clock.systemUTC()).write(request, out);
    written =
        AuthEnvelopedData.getInstance(ContentInfo.getInstance(out.toByteArray()).getContent());
  }

  /** The message with other parameters and so many octets of its tag. */
  private byte[] with(AlgorithmIdentifier algorithm, int tagBytes) throws IOException {
    EncryptedContentInfo content = written.getAuthEncryptedContentInfo();
    AuthEnvelopedData changed =
        new AuthEnvelopedData(
            written.getOriginatorInfo(),
            written.getRecipientInfos(),
            new EncryptedContentInfo(
                content.getContentType(), algorithm, content.getEncryptedContent()),
            written.getAuthAttrs(),
            new DEROctetString(Arrays.copyOf(written.getMac().getOctets(), tagBytes)),
            written.getUnauthAttrs());
    return new ContentInfo(CMSObjectIdentifiers.authEnvelopedData, changed).getEncoded();
  }

  private AlgorithmIdentifier algorithm(int icvLength) {
    AlgorithmIdentifier original =
        written.getAuthEncryptedContentInfo().getContentEncryptionAlgorithm();
    GCMParameters parameters = GCMParameters.getInstance(original.getParameters());
    ASN1EncodableVector sequence = new ASN1EncodableVector();
    sequence.add(new DEROctetString(parameters.getNonce()));
    if (icvLength != 12) { // the default is left out in DER
      sequence.add(new ASN1Integer(icvLength));
    }
    return new AlgorithmIdentifier(original.getAlgorithm(), new DERSequence(sequence));
  }

  private ReadOutcome read(byte[] body) throws IOException {
    return new MessageReader(CryptoProviders.shared())
        .read(
            message.headers(),
            new ByteArrayInputStream(body),
            TestPolicies.strict(RECEIVER, SENDER.certificate()),
            new MemorySink());
  }

  @Test
  void we_send_sixteen_octets_and_say_so() {
    ASN1OctetString mac = written.getMac();
    assertThat(mac.getOctets()).hasSize(16);
    assertThat(
            GCMParameters.getInstance(
                    written
                        .getAuthEncryptedContentInfo()
                        .getContentEncryptionAlgorithm()
                        .getParameters())
                .getIcvLen())
        .isEqualTo(16);
  }

  @ParameterizedTest
  @ValueSource(ints = {12, 13, 14, 15, 16})
  void a_tag_of_the_announced_length_is_accepted(int length) throws Exception {
    assertThat(read(with(algorithm(length), length))).isInstanceOf(ReadOutcome.Opened.class);
  }

  @ParameterizedTest
  @CsvSource({
    "16, 15", "16, 12", "16, 4", "16, 0", "15, 16", "13, 12", "12, 16", "12, 11", "11, 11", "8, 8",
    "4, 4", "1, 1", "0, 0", "17, 16", "-4, 12", "32, 16"
  })
  void a_tag_of_another_length_is_refused(int announced, int length) throws Exception {
    assertThat(read(with(algorithm(announced), length)))
        .isInstanceOfSatisfying(
            ReadOutcome.Refused.class,
            refused -> assertThat(refused.word()).isEqualTo(ErrorWord.DECRYPTION_FAILED));
  }
}
