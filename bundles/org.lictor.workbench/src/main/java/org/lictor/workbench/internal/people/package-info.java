/** Which host user is which account, where rules alone do not find out. */
package org.lictor.workbench.internal.people;
