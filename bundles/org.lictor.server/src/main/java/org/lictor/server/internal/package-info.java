package org.lictor.server.internal;
