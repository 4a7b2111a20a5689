package org.as2gateway.registry.partnerships;

import com.helger.as2lib.partner.CPartnershipIDs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Names that may stand in {@code partnerships.xml}, ours and those of OpenAS2 and as2-lib. */
final class KnownNames {
  /** Our own attributes begin so; an unknown one is an error, since nobody else can mean it. */
  static final String OWN_PREFIX = "gw.";

  static final Set<String> ROOT_CHILDREN = Set.of("partner", "partnership", "pollerConfigBase");
  static final Set<String> PARTNER_CHILDREN = Set.of("attribute", "pollerConfig");
  static final Set<String> PARTNERSHIP_CHILDREN =
      Set.of("sender", "receiver", "attribute", "pollerConfig");

  /** Attributes of a partner that are used. */
  static final List<String> PARTNER =
      Stream.concat(Stream.of("name"), PartnerAttribute.names().stream()).toList();

  /** OpenAS2's second certificate of a partner: here a folder holds any number of them. */
  static final String X509_ALIAS_FALLBACK = "x509_alias_fallback";

  /** OpenAS2's password of HTTP Basic authentication. */
  static final String HTTP_PASSWORD = "http_password";

  /** as2-lib's and OpenAS2's switches for digest names without a hyphen. */
  static final List<String> OLD_DIGEST_NAMES =
      List.of(CPartnershipIDs.PA_RFC3851_MICALGS, "rename_digest_to_old_name");

  /**
   * Known and without effect here: the gateway does the same in its own way (store, retries, MIC
   * canonicalisation, decryption), or never (taking certificates out of a message).
   */
  private static final List<String> UNUSED =
      List.of(
          CPartnershipIDs.PA_PROTOCOL,
          CPartnershipIDs.PA_MESSAGEID_FORMAT,
          CPartnershipIDs.PA_MDN_SUBJECT,
          CPartnershipIDs.PA_BLOCK_ERROR_MDN,
          CPartnershipIDs.PA_DATE_FORMAT,
          CPartnershipIDs.PA_CONTENT_TRANSFER_ENCODING_RECEIVE,
          CPartnershipIDs.PA_FORCE_DECRYPT,
          CPartnershipIDs.PA_DISABLE_DECRYPT,
          CPartnershipIDs.PA_FORCE_VERIFY,
          CPartnershipIDs.PA_DISABLE_VERIFY,
          CPartnershipIDs.PA_VERIFY_USE_CERT_IN_BODY_PART,
          CPartnershipIDs.PA_DISABLE_DECOMPRESS,
          CPartnershipIDs.PA_RFC3851_MICALGS,
          "add_custom_mime_headers_to_http",
          "attribute_names_from_filename",
          "attribute_values_regex_on_filename",
          "compression",
          "content_type_mapping_file",
          "custom_mime_header_name_delimiters_in_filename",
          "custom_mime_header_names_from_filename",
          "custom_mime_header_names_regex_on_filename",
          "custom_mime_headers",
          HTTP_PASSWORD,
          "no_chunked_max_size",
          "no_set_transfer_encoding_for_encryption",
          "no_set_transfer_encoding_for_signing",
          "prevent_canonicalization_for_mic",
          "prevent_chunking",
          "reject_unsigned_messages",
          "rename_digest_to_old_name",
          "resend_max_retries",
          "sendfilename",
          "set_content_transfer_encoding_http_header",
          "set_content_transfer_encoding_on_outer_mime_bodypart",
          "set_transfer_encoding_on_inital_body_part",
          "signing_algorithm",
          "split_file_contains_header_row",
          "split_file_name_prefix",
          "split_file_threshold_size_in_bytes",
          "store",
          "store_received_file_to",
          "use_dynamic_content_type_mapping",
          "use_new_certificate_lookup_mode");

  private static final List<String> ATTRIBUTES = attributes();

  private KnownNames() {}

  /** Every attribute name of a partnership that is known, used or not. */
  static List<String> partnershipAttributes() {
    return ATTRIBUTES;
  }

  private static List<String> attributes() {
    List<String> names = new ArrayList<>(UNUSED);
    Arrays.stream(PartnershipAttribute.values())
        .forEach(
            a -> {
              names.add(a.attributeName());
              names.addAll(a.aliases());
            });
    return List.copyOf(names);
  }
}
