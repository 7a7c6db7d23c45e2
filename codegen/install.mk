# SPDX-License-Identifier: MIT
# What those need who add an arch or a back end of their own: the generator, its
# templates, the specs, a macro for configure.ac, and a fragment of makefile.
axvcpudatadir = $(datadir)/axvcpu
nobase_axvcpudata_DATA = $(sort $(patsubst $(srcdir)/%,%,$(generator_inputs) \
	$(wildcard $(srcdir)/%D%/axvcpu_gen/skeleton/*.* \
	$(srcdir)/%D%/axvcpu_gen/skeleton/*/*.* $(srcdir)/%D%/axvcpu_gen/skeleton/*/*/*.*)))
dist_axvcpudata_DATA = %D%/axvcpu.mk
aclocaldir = $(datadir)/aclocal
dist_aclocal_DATA = m4/axvcpu.m4
bin_SCRIPTS = axvcpu-gen
CLEANFILES += axvcpu-gen
EXTRA_DIST += %D%/installed-generator.in

axvcpu-gen: %D%/installed-generator.in Makefile
	$(AM_V_GEN)rm -f $@ $@.tmp && sed -e 's|@codegendir[@]|$(axvcpudatadir)/codegen|' \
	  -e 's|@python[@]|$(patsubst :,python3,$(PYTHON))|' $(srcdir)/%D%/installed-generator.in >$@.tmp && \
	chmod +x,a-w $@.tmp && mv -f $@.tmp $@

# Directories of its own, which are left empty.
uninstall-hook:
	for directory in '$(DESTDIR)$(axvcpuincludedir)' '$(DESTDIR)$(axvcpudatadir)' \
	    '$(DESTDIR)$(libdir)/axvcpu'; do \
	  test ! -d "$$directory" || find "$$directory" -depth -type d -empty -exec rmdir {} \; ; \
	done
