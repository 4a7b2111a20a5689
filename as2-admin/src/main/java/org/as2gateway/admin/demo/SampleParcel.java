package org.as2gateway.admin.demo;

/**
 * A parcel that does not exist.
 *
 * @param zip destination ZIP
 * @param pic package identification code: channel 92, service type, mailer id, serial, check digit
 * @param recipient who it is for
 * @param ounces weight
 */
record SampleParcel(String zip, String pic, String recipient, int ounces) {
  /** Channel: printed by a mailer with a nine-digit id. */
  static final String CHANNEL = "92";

  /** Service type code of the sample parcels. */
  static final String SERVICE_TYPE = "055";

  /** A parcel with that serial number. */
  static SampleParcel of(String mailerId, int serial, String zip, String recipient, int ounces) {
    String digits = CHANNEL + SERVICE_TYPE + mailerId + String.format("%07d", serial);
    return new SampleParcel(zip, SampleManifest.checked(digits), recipient, ounces);
  }

  /** The barcode: routing, then the package identification code. */
  String barcode() {
    return "420" + zip + pic;
  }
}
