using Microsoft.Extensions.Caching.Memory;

namespace Imizu.Web.Recording;

/// <summary>Forms that were sent after the session had ended: kept until whoever sent them has logged in, to be sent again.</summary>
internal sealed class InterruptedForms(IMemoryCache cache)
{
    private const string Kept = "kept";
    private static readonly TimeSpan Time = TimeSpan.FromMinutes(30);

    /// <summary>Keeps a form, and answers where it is filled in again.</summary>
    public async Task<string> KeepAsync(HttpRequest request)
    {
        var id = Guid.NewGuid().ToString("n");
        cache.Set(id, FormValues.Of(await request.ReadFormAsync()), Time);
        return request.Path + request.QueryString.Add(Kept, id);
    }

    /// <summary>The form that is to be filled in again; null where there is none.</summary>
    public FormValues? Find(HttpRequest request) => request.Query[Kept] is [{ } id] && cache.TryGetValue(id, out FormValues? values) ? values : null;
}
