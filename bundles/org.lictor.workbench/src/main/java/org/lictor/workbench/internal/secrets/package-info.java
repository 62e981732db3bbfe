/** The secure storage of the platform. */
package org.lictor.workbench.internal.secrets;
