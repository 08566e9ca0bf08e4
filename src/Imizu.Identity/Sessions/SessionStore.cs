using System.Security.Claims;
using System.Security.Cryptography;
using Imizu.Identity.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Imizu.Identity.Sessions;

/// <summary>Keeps sessions in the database, where they can be listed and ended, and ends those that are over.</summary>
internal sealed class SessionStore(
    IDbContextFactory<IdentityDatabase> databases, IDataProtectionProvider protection, IHttpContextAccessor http, IdentitySettings settings, TimeProvider clock) : ITicketStore
{
    /// <summary>The property of a ticket that holds the session's id.</summary>
    public const string Id = "session";

    private const int IdBytes = 32;

    private readonly IDataProtector _protector = protection.CreateProtector("Imizu.Identity.Sessions");

    /// <inheritdoc />
    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var (id, now) = (Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes)), clock.GetUtcNow());
        ticket.Properties.Items[Id] = id;
        await using var database = await databases.CreateDbContextAsync();
        await database.Sessions.Where(session => session.LastUsed < now - settings.SessionIdle || session.Started < now - settings.SessionLongest).ExecuteDeleteAsync();
        database.Add(new Session
        {
            Id = id,
            StaffCode = CodeOf(ticket),
            Started = now,
            LastUsed = now,
            Browser = BrowserName.Of($"{http.HttpContext?.Request.Headers.UserAgent}"),
            Ticket = Protect(ticket),
        });
        await database.SaveChangesAsync();
        return id;
    }

    /// <inheritdoc />
    public async Task RenewAsync(string key, AuthenticationTicket ticket)
    {
        await using var database = await databases.CreateDbContextAsync();
        ticket.Properties.Items[Id] = key;
        var (code, protectedTicket, now) = (CodeOf(ticket), Protect(ticket), clock.GetUtcNow());
        await database.Sessions.Where(session => session.Id == key).ExecuteUpdateAsync(session => session
            .SetProperty(row => row.StaffCode, code).SetProperty(row => row.Ticket, protectedTicket).SetProperty(row => row.LastUsed, now));
    }

    /// <inheritdoc />
    public async Task<AuthenticationTicket?> RetrieveAsync(string key)
    {
        // The page that tells of an exception is anybody's: what failed may be this database.
        if (http.HttpContext?.Features.Get<IExceptionHandlerFeature>() is not null)
        {
            return null;
        }

        await using var database = await databases.CreateDbContextAsync();
        if (await Standing(database).AsNoTracking().SingleOrDefaultAsync(session => session.Id == key) is not { } found)
        {
            return null;
        }

        try
        {
            return TicketSerializer.Default.Deserialize(_protector.Unprotect(found.Ticket));
        }
        catch (CryptographicException)
        {
            // Its key is gone, as after a restore without the secret.
            return null;
        }
    }

    /// <inheritdoc />
    public Task RemoveAsync(string key) => EndAsync(session => session.Id == key);

    /// <summary>Somebody's sessions, the one used last first.</summary>
    public async Task<IReadOnlyList<Session>> OfAsync(string staffCode)
    {
        await using var database = await databases.CreateDbContextAsync();
        return await Standing(database).AsNoTracking().Where(session => session.StaffCode == staffCode).OrderByDescending(session => session.LastUsed).ToListAsync();
    }

    /// <summary>Whether a session stands, which is used by that.</summary>
    public async Task<bool> UseAsync(string id, string staffCode)
    {
        await using var database = await databases.CreateDbContextAsync();
        var now = clock.GetUtcNow();
        return await Standing(database).Where(session => session.Id == id && session.StaffCode == staffCode)
            .ExecuteUpdateAsync(session => session.SetProperty(row => row.LastUsed, now)) > 0;
    }

    /// <summary>Ends sessions.</summary>
    public async Task EndAsync(System.Linq.Expressions.Expression<Func<Session, bool>> which)
    {
        await using var database = await databases.CreateDbContextAsync();
        await database.Sessions.Where(which).ExecuteDeleteAsync();
    }

    /// <summary>Ends all of somebody's sessions but that of the request.</summary>
    public async Task EndOthersAsync(string staffCode)
    {
        var current = (await http.HttpContext!.AuthenticateAsync(IdentityConstants.ApplicationScheme)).Properties?.Items[Id];
        await EndAsync(session => session.StaffCode == staffCode && session.Id != current);
    }

    private static string CodeOf(AuthenticationTicket ticket) => ticket.Principal.FindFirstValue(Claims.Subject)!;

    private IQueryable<Session> Standing(IdentityDatabase database)
    {
        var now = clock.GetUtcNow();
        var (used, started) = (now - settings.SessionIdle, now - settings.SessionLongest);
        return database.Sessions.Where(session => session.LastUsed >= used && session.Started >= started);
    }

    private byte[] Protect(AuthenticationTicket ticket) => _protector.Protect(TicketSerializer.Default.Serialize(ticket));
}
