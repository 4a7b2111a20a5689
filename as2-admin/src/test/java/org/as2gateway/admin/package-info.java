/** Tests of the program as a whole. */
package org.as2gateway.admin;
