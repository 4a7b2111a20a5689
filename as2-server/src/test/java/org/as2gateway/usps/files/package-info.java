@org.jspecify.annotations.NullMarked
package org.as2gateway.usps.files;
