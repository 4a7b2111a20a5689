/** Tests of the demonstration. */
package org.as2gateway.admin.demo;
