package org.as2gateway.registry.partnerships;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.as2gateway.as2.wire.As2Id;
import org.as2gateway.as2.wire.As2Version;
import org.as2gateway.as2.wire.Compression;
import org.as2gateway.as2.wire.EdiintFeature;
import org.as2gateway.as2.wire.EncryptionAlgorithm;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.KeyTransport;
import org.as2gateway.as2.wire.SignatureAlgorithm;
import org.junit.jupiter.api.Test;

class PartnershipXmlTest {
  @Test
  void loads_a_file_of_openas2_version_2() {
    var accepted = PartnershipFixtures.accepted("openas2-v2.xml");
    Partnership partnership = accepted.registry().partnerships().get(0);

    assertThat(partnership.sender())
        .isEqualTo(
            new Partner(
                "Northwind",
                Optional.of(new As2Id("Northwind_OID")),
                Optional.of("northwind"),
                Optional.of("edi@northwind.example")));
    assertThat(partnership.security().sign()).contains(SignatureAlgorithm.SHA1);
    assertThat(partnership.security().encrypt()).contains(EncryptionAlgorithm.TRIPLE_DES);
    assertThat(partnership.security().acceptSign())
        .contains(SignatureAlgorithm.SHA1, SignatureAlgorithm.PSS_SHA512)
        .doesNotContain(SignatureAlgorithm.MD5);
    assertThat(partnership.security().compression()).isEqualTo(Compression.BEFORE_SIGNING);
    assertThat(partnership.security().micalgSpelling()).contains("sha1");
    assertThat(partnership.security().cmsAlgorithmProtection()).isFalse();
    assertThat(partnership.message().contentTransferEncoding()).isEqualTo("binary");
    assertThat(partnership.message().subject())
        .contains("File $attributes.filename$ sent from Northwind to Contoso");
    assertThat(partnership.receipt().micalgs()).containsExactly("SHA256");
    assertThat(accepted.problems()).isEmpty();
  }

  @Test
  void loads_a_file_of_openas2_version_4_and_warns_of_what_lies_elsewhere() {
    var accepted = PartnershipFixtures.accepted("openas2-v4.xml");
    Partnership partnership =
        accepted.registry().partnership("MyCompany-to-PartnerA").orElseThrow();

    assertThat(partnership.receiver().as2Id()).contains(new As2Id("PartnerA_OID"));
    assertThat(partnership.transport().url()).isEmpty();
    assertThat(partnership.transport().basicUser()).contains("mycompany");
    assertThat(partnership.message().contentType()).isEqualTo("application/edi-x12");
    assertThat(partnership.security().encrypt()).contains(EncryptionAlgorithm.AES128_CBC);
    assertThat(partnership.security().sign()).contains(SignatureAlgorithm.SHA256);
    assertThat(partnership.security().compression()).isEqualTo(Compression.AFTER_SIGNING);
    assertThat(partnership.receipt().micalgs()).containsExactly("SHA2_256");
    assertThat(partnership.receipt().asyncUrl())
        .contains(URI.create("https://as2.mycompany.example:10081"));
    assertThat(partnership.queue().newMessageIdOnResend()).isTrue();
    assertThat(accepted.problems())
        .extracting(FileProblem::line, p -> p.text().replaceFirst(",? (is|holds) .*", ""))
        .containsExactly(
            tuple(6, "'x509_alias_fallback'"),
            tuple(23, "attribute 'as2_url'"),
            tuple(34, "'http_password'"));
    assertThat(accepted.problems().toString()).doesNotContain("hunter2");
  }

  @Test
  void an_option_of_none_asks_for_an_unsigned_receipt() {
    Partnership partnership =
        PartnershipFixtures.accepted("openas2-v4.xml")
            .registry()
            .partnership("MyCompany-to-PartnerA-plain")
            .orElseThrow();
    assertThat(partnership.receipt().mdnTo()).isPresent();
    assertThat(partnership.receipt().options()).isEmpty();
    assertThat(partnership.receipt().isSigned()).isFalse();
  }

  @Test
  void loads_a_file_that_as2_lib_wrote_with_partners_repeated_in_each_side() {
    PartnershipRegistry registry = PartnershipFixtures.accepted("as2-lib.xml").registry();
    Partnership partnership = registry.partnership("StationA-StationB").orElseThrow();

    assertThat(registry.partner("StationA")).contains(partnership.sender());
    assertThat(partnership.security().sign()).contains(SignatureAlgorithm.PSS_SHA256);
    assertThat(partnership.security().encrypt()).contains(EncryptionAlgorithm.AES128_GCM);
    assertThat(partnership.security().includeCertificate()).isFalse();
    assertThat(partnership.security().cmsAlgorithmProtection()).isFalse();
    assertThat(partnership.receipt().isSigned()).isTrue();
  }

  @Test
  void a_side_without_a_name_stands_for_a_partner_by_itself() {
    PartnershipRegistry registry = PartnershipFixtures.accepted("as2-lib.xml").registry();
    assertThat(registry.partner("Adhoc").orElseThrow().x509Alias()).contains("adhoc");
    assertThat(registry.between(new As2Id("Adhoc"), new As2Id("StationA"))).isPresent();
  }

  @Test
  void a_partnership_without_attributes_gets_the_documented_security() {
    SecurityPolicy security = PartnershipFixtures.partnership("").security();
    assertThat(security.sign()).isEmpty();
    assertThat(security.encrypt()).isEmpty();
    assertThat(security.keyTransport()).isEqualTo(KeyTransport.RSA_PKCS1);
    assertThat(security.compression()).isEqualTo(Compression.NONE);
    assertThat(security.acceptSign())
        .containsExactlyInAnyOrder(
            SignatureAlgorithm.SHA256,
            SignatureAlgorithm.SHA384,
            SignatureAlgorithm.SHA512,
            SignatureAlgorithm.PSS_SHA256,
            SignatureAlgorithm.PSS_SHA384,
            SignatureAlgorithm.PSS_SHA512);
    assertThat(security.acceptEncrypt()).hasSize(6).doesNotContain(EncryptionAlgorithm.TRIPLE_DES);
    assertThat(security.allowUnsigned()).isFalse();
    assertThat(security.allowUnencrypted()).isFalse();
    assertThat(security.micalgSpelling()).isEmpty();
    assertThat(security.includeCertificate()).isTrue();
    assertThat(security.cmsAlgorithmProtection()).isTrue();
  }

  @Test
  void a_partnership_without_attributes_gets_the_documented_defaults() {
    Partnership partnership = PartnershipFixtures.partnership("");
    assertThat(partnership.message())
        .isEqualTo(
            new MessagePolicy(
                Optional.empty(),
                "application/octet-stream",
                "binary",
                As2Version.V1_2,
                true,
                false,
                false,
                Headers.empty(),
                false));
    assertThat(partnership.receipt())
        .isEqualTo(
            new ReceiptPolicy(
                Optional.empty(),
                Optional.empty(),
                false,
                List.of(),
                Optional.empty(),
                Duration.ofHours(1)));
    assertThat(partnership.transport())
        .isEqualTo(
            new TransportPolicy(
                Optional.empty(),
                false,
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                ProxyPolicy.NONE));
    assertThat(partnership.queue()).isEqualTo(new QueuePolicy(false, 4, false));
  }

  @Test
  void accept_lists_replace_the_defaults_and_sign_and_encrypt_add_theirs() {
    Partnership partnership =
        PartnershipFixtures.partnership(
            """
            <attribute name="sign" value="sha1"/>
            <attribute name="encrypt" value="3des"/>
            <attribute name="gw.accept_sign" value="SHA-384, md5"/>
            <attribute name="gw.accept_encrypt" value="aes256-gcm"/>
            """);
    assertThat(partnership.security().acceptSign())
        .containsExactlyInAnyOrder(
            SignatureAlgorithm.SHA384, SignatureAlgorithm.MD5, SignatureAlgorithm.SHA1);
    assertThat(partnership.security().acceptEncrypt())
        .containsExactlyInAnyOrder(EncryptionAlgorithm.AES256_GCM, EncryptionAlgorithm.TRIPLE_DES);
  }

  @Test
  void reads_every_attribute_of_our_own() {
    Partnership partnership =
        PartnershipFixtures.partnership(
            """
            <attribute name="sign" value="sha-256"/>
            <attribute name="gw.mdn_timeout" value="90s"/>
            <attribute name="gw.key_transport" value="rsa-oaep"/>
            <attribute name="gw.allow_unsigned" value="true"/>
            <attribute name="gw.allow_unencrypted" value="TRUE"/>
            <attribute name="gw.chunked" value="true"/>
            <attribute name="gw.read_timeout" value="200ms"/>
            <attribute name="gw.connect_timeout" value="3s"/>
            <attribute name="gw.new_message_id_on_resend" value="true"/>
            <attribute name="gw.as2_version" value="1.1"/>
            <attribute name="gw.multiple_attachments" value="false"/>
            <attribute name="gw.keep_filenames" value="true"/>
            <attribute name="gw.concurrency" value="9"/>
            <attribute name="gw.tls_trust" value="tls-trust/partner.pem"/>
            <attribute name="gw.tls_client_alias" value="client"/>
            <attribute name="gw.basic_user" value="joe"/>
            <attribute name="gw.max_bytes" value="1 MiB"/>
            <attribute name="gw.content_type" value="text/plain"/>
            <attribute name="gw.micalg" value="SHA256"/>
            <attribute name="gw.include_certificate" value="false"/>
            """);
    assertThat(partnership.receipt().timeout()).isEqualTo(Duration.ofSeconds(90));
    assertThat(partnership.security().keyTransport()).isEqualTo(KeyTransport.RSA_OAEP);
    assertThat(partnership.security().allowUnsigned()).isTrue();
    assertThat(partnership.security().allowUnencrypted()).isTrue();
    assertThat(partnership.security().micalgSpelling()).contains("SHA256");
    assertThat(partnership.security().includeCertificate()).isFalse();
    assertThat(partnership.message().as2Version()).isEqualTo(As2Version.V1_1);
    assertThat(partnership.message().allowsSeveralFiles()).isFalse();
    assertThat(partnership.message().keepsFilenames()).isTrue();
    assertThat(partnership.features()).containsExactly(EdiintFeature.CEM);
    assertThat(partnership.message().contentType()).isEqualTo("text/plain");
    assertThat(partnership.queue()).isEqualTo(new QueuePolicy(false, 9, true));
    assertThat(partnership.transport())
        .isEqualTo(
            new TransportPolicy(
                Optional.empty(),
                true,
                Duration.ofSeconds(3),
                Duration.ofMillis(200),
                Optional.of("tls-trust/partner.pem"),
                Optional.of("client"),
                Optional.of("joe"),
                OptionalLong.of(1 << 20),
                Optional.empty(),
                ProxyPolicy.NONE));
  }

  @Test
  void an_ordered_partnership_sends_one_at_a_time() {
    Partnership partnership =
        PartnershipFixtures.partnership("<attribute name=\"gw.ordered\" value=\"true\"/>");
    assertThat(partnership.queue()).isEqualTo(new QueuePolicy(true, 1, false));
  }

  @Test
  void blank_values_are_no_errors() {
    Partnership partnership =
        PartnershipFixtures.partnership(
            """
            <attribute name="as2_url" value=" "/>
            <attribute name="sign" value=""/>
            <attribute name="encrypt" value="none"/>
            <attribute name="as2_mdn_to" value=""/>
            <attribute name="gw.max_bytes" value=""/>
            """);
    assertThat(partnership.transport().url()).isEmpty();
    assertThat(partnership.security().sign()).isEmpty();
    assertThat(partnership.security().encrypt()).isEmpty();
  }

  @Test
  void without_a_receipt_asked_for_none_is_signed() {
    Partnership partnership =
        PartnershipFixtures.partnership(
            XmlText.attribute("as2_mdn_options", PartnershipAttribute.AS2_MDN_OPTIONS.example()));
    assertThat(partnership.receipt().isSigned()).isFalse();
  }

  @Test
  void tells_where_each_entry_stands() {
    var accepted = PartnershipFixtures.accepted("openas2-v4.xml");
    assertThat(accepted.partnerLines()).containsEntry("PartnerA", 8);
    assertThat(accepted.partnershipLines()).containsEntry("PartnerA-to-MyCompany", 42);
  }

  @Test
  void each_documented_example_loads() {
    for (PartnershipAttribute attribute : PartnershipAttribute.values()) {
      String sign = attribute == PartnershipAttribute.MICALG ? "sha1" : "sha-256";
      String context =
          attribute == PartnershipAttribute.SIGN ? "" : XmlText.attribute("sign", sign);
      PartnershipFixtures.partnership(
          context + XmlText.attribute(attribute.attributeName(), attribute.example()));
      attribute
          .aliases()
          .forEach(a -> PartnershipFixtures.partnership(XmlText.attribute(a, attribute.example())));
    }
  }
}
