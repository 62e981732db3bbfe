/** What an administrator does with groups and people. */
package org.lictor.core.internal.services;
