/** Tests of lines, numbers and readers. */
package org.as2gateway.usps.files;
