using System.Diagnostics;
using Imizu.Identity.Keys;
using Imizu.Identity.Staff;
using Imizu.Identity.Tokens;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;

namespace Imizu.Identity.Storage;

/// <summary>What has to be there before anything is answered.</summary>
internal static class Preparation
{
    // Any number that is this work's alone.
    private const long Lock = 0x696d697a75;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2), Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Brings the database up to date, and makes the keys, the clients and the first administrator where they are missing; by one process at a time.</summary>
    public static async Task RunAsync(IServiceProvider services)
    {
        await using var holder = await services.GetRequiredService<IDbContextFactory<IdentityDatabase>>().CreateDbContextAsync();
        await OpenAsync(holder.Database);
        await holder.Database.ExecuteSqlAsync($"select pg_advisory_lock({Lock})");
        await holder.Database.MigrateAsync();
        await EncryptAnewAsync(services.GetRequiredService<IdentityDatabase>(), services.GetRequiredService<IdentitySettings>());
        await services.GetRequiredService<TokenKeys>().LoadAsync();
        await services.GetRequiredService<Clients>().RegisterAsync();
        await services.GetRequiredService<FirstAdministrator>().MakeAsync();
        // The lock ends with the connection, which is not the pool's to keep with it.
        await holder.Database.ExecuteSqlAsync($"select pg_advisory_unlock({Lock})");
    }

    /// <summary>Where the secret is another one, and the one before is given too: before anybody reads a key.</summary>
    private static async Task EncryptAnewAsync(IdentityDatabase database, IdentitySettings settings)
    {
        if (settings.FormerKeySecret.Length == 0)
        {
            return;
        }

        foreach (var key in await database.DataProtectionKeys.ToListAsync())
        {
            key.Xml = new SecretKeyEncryption(settings).Anew(key.Xml!);
        }

        await database.SaveChangesAsync();
    }

    /// <summary>Waits, where provisioning has not ended, for the database and the role, or its new password.</summary>
    private static async Task OpenAsync(DatabaseFacade database)
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(Pause))
        {
            try
            {
                await database.OpenConnectionAsync();
                return;
            }
            catch (PostgresException e) when (waited.Elapsed < Patience && e.SqlState is PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InsufficientPrivilege)
            {
            }
        }
    }
}
