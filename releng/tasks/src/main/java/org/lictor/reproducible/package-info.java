/** Makes what is built of one commit the same bytes wherever and whenever it is built. */
package org.lictor.reproducible;
