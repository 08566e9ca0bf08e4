using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Imizu.Identity.Storage;

/// <summary>What <c>dotnet ef migrations add</c> takes the model from: no database is asked.</summary>
internal sealed class DesignTime : IDesignTimeDbContextFactory<IdentityDatabase>
{
    /// <inheritdoc />
    public IdentityDatabase CreateDbContext(string[] args)
    {
        var services = new ServiceCollection().Configure<IdentityOptions>(options => options.Stores.SchemaVersion = IdentityDatabase.Tables).BuildServiceProvider();
        return new(new DbContextOptionsBuilder<IdentityDatabase>().UseNpgsql().UseOpenIddict().UseApplicationServiceProvider(services).Options, new EphemeralDataProtectionProvider());
    }
}
