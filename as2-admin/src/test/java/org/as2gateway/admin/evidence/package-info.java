/** Tests of the command line. */
package org.as2gateway.admin.evidence;
