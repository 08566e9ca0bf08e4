using Imizu.Identity.Keys;
using Imizu.Identity.Sessions;
using Imizu.Identity.Staff;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Imizu.Identity.Storage;

/// <summary>The service's database: staff with their passkeys and authenticators, sessions, what OpenIddict issues, and keys.</summary>
internal sealed class IdentityDatabase(DbContextOptions<IdentityDatabase> options, IDataProtectionProvider protection) : IdentityUserContext<StaffMember>(options), IDataProtectionKeyContext
{
    /// <summary>The keys by which cookies and the other keys are protected.</summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>The keys by which tokens are signed and encrypted.</summary>
    public DbSet<TokenKey> TokenKeys => Set<TokenKey>();

    /// <summary>The sessions that have not ended.</summary>
    public DbSet<Session> Sessions => Set<Session>();

    /// <summary>The version of Identity's tables: the first with passkeys.</summary>
    public static Version Tables => IdentitySchemaVersions.Version3;

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.UseOpenIddict();
        builder.Entity<Session>().HasOne<StaffMember>().WithMany().HasForeignKey(session => session.StaffCode).OnDelete(DeleteBehavior.Cascade);
        // Authenticators' keys and recovery codes.
        var protector = new SecretText(protection);
        builder.Entity<IdentityUserToken<string>>().Property(token => token.Value).HasConversion(value => protector.Hide(value), stored => protector.Show(stored));
    }
}
