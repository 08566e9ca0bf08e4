using System.Security.Cryptography;
using System.Text;

namespace Imizu.Identity.Sessions;

/// <summary>A log-in that has not ended. The browser has no more than its id, protected.</summary>
internal sealed class Session
{
    /// <summary>An id that nobody can guess.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required string StaffCode { get; set; }

    /// <summary>When it was begun; from then on its longest time counts.</summary>
    public required DateTimeOffset Started { get; set; }

    /// <summary>When it was used last; from then on its idle time counts.</summary>
    public required DateTimeOffset LastUsed { get; set; }

    /// <summary>The browser's name and its system, such as Firefox (Windows); of what it calls itself nothing else is kept.</summary>
    public required string Browser { get; set; }

    /// <summary>The authentication ticket, protected.</summary>
    public required byte[] Ticket { get; set; }

    /// <summary>What tells sessions apart in pages and tokens, without their ids, which are secret.</summary>
    public static string NumberOf(string id) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(id)));
}
