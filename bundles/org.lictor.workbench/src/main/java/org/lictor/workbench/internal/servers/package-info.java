/** What is done about licence servers: adding, changing, verifying, importing files. */
package org.lictor.workbench.internal.servers;
