using System.Security.Cryptography;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.Extensions.Caching.Memory;

namespace Imizu.Web.Recording;

/// <summary>Forms that were sent after the session had ended: kept in this process until whoever filled them in has logged in, to be sent again.</summary>
internal sealed class InterruptedForms : IDisposable
{
    private const string Kept = "kept";

    // In characters: of one form, of all.
    private const long Longest = 100_000, Most = 20_000_000;

    private static readonly TimeSpan Time = TimeSpan.FromMinutes(30);

    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = Most });

    /// <summary>Keeps a form that was sent from a page of ours, and answers where it is filled in again; of what is none, where to go on.</summary>
    public async Task<string> KeepAsync(HttpRequest request)
    {
        var path = request.Path + request.QueryString;
        if (HttpMethods.IsGet(request.Method))
        {
            return path;
        }

        if (request.HttpContext.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is null)
        {
            return "/";
        }

        if (request.Headers["Sec-Fetch-Site"] != "same-origin" || request.ContentLength is not <= Longest)
        {
            return path;
        }

        FormValues typed;
        try
        {
            typed = await FormValues.Of(request);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            // No form that a page would send.
            return path;
        }

        var id = RandomNumberGenerator.GetHexString(32);
        _cache.Set(id, typed, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = Time, Size = request.ContentLength });
        return request.Path + request.QueryString.Add(Kept, id);
    }

    /// <summary>The form that is to be filled in again by the same person; null where there is none.</summary>
    public FormValues? Find(HttpRequest request) =>
        request.Query[Kept] is [{ } id] && _cache.TryGetValue(id, out FormValues? values) && values!.One(FormValues.By) == request.HttpContext.User.Identity?.Name ? values : null;

    /// <summary>Forgets it, once it was recorded.</summary>
    public void Forget(HttpRequest request)
    {
        if (request.Query[Kept] is [{ } id])
        {
            _cache.Remove(id);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _cache.Dispose();
}
