/** Tests of the diagnosis. */
package org.as2gateway.admin.doctor;
