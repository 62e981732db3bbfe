package org.lictor.http.internal;
