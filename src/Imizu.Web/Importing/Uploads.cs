using System.Security.Cryptography;
using Microsoft.Extensions.Caching.Memory;

namespace Imizu.Web.Importing;

/// <summary>What somebody has sent as a file and looks at before anything of it is recorded: kept in this process, for whoever sent it.</summary>
internal sealed class Uploads : IDisposable
{
    /// <summary>The largest file, in bytes.</summary>
    public const int LargestFile = 10 * 1024 * 1024;

    /// <summary>The largest request that has one: what is a little too large is told so, where a connection that is cut says nothing.</summary>
    public const long LargestRequest = 8L * LargestFile;

    /// <summary>What is said where too much is kept already.</summary>
    public const string Full = "いまは、ほかの取込みでいっぱいです。しばらくしてから、もう一度送ってください。";

    private static readonly TimeSpan Time = TimeSpan.FromHours(2);

    // In bytes, of all that is kept.
    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = 40L * LargestFile });

    /// <summary>Keeps something, and answers under which id; null where too much is kept already.</summary>
    /// <param name="what">What is kept.</param>
    /// <param name="owner">Whose it is.</param>
    /// <param name="bytes">How large it is, in bytes.</param>
    public string? Keep(object what, string owner, long bytes)
    {
        var id = RandomNumberGenerator.GetHexString(32, lowercase: true);
        _cache.Set(id, (owner, what), new MemoryCacheEntryOptions { SlidingExpiration = Time, Size = bytes });
        return _cache.TryGetValue(id, out _) ? id : null;
    }

    /// <summary>What is kept; null where it is not, or is another's.</summary>
    public T? Find<T>(string? id, string owner)
        where T : class => id is not null && _cache.TryGetValue(id, out (string Owner, object What) kept) && kept.Owner == owner ? kept.What as T : null;

    /// <inheritdoc />
    public void Dispose() => _cache.Dispose();
}

/// <summary>A file that somebody has sent.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Bytes">All of it.</param>
internal sealed record SentFile(string Name, byte[] Bytes)
{
    /// <summary>What kind of file it is, by its name.</summary>
    public string Extension => Path.GetExtension(Name);

    /// <summary>Reads that of a form, or says what is wrong with it.</summary>
    public static async Task<(SentFile? File, string? Wrong)> Of(HttpRequest request, CancellationToken cancellationToken)
    {
        if (await request.ReadFormAsync(cancellationToken) is not { Files: [{ Length: > 0 } only, ..] })
        {
            return (null, "ファイルを選んでください。");
        }

        if (only.Length > Uploads.LargestFile)
        {
            return (null, $"ファイルが大きすぎます。{Uploads.LargestFile / 1024 / 1024} MB までにしてください。大きいものは、分けて送ってください。");
        }

        var bytes = new MemoryStream();
        await only.CopyToAsync(bytes, cancellationToken);
        return (new(Path.GetFileName(only.FileName), bytes.ToArray()), null);
    }
}
