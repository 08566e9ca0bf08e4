using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Imizu.Dashboard.Serving;

/// <summary>What the pages load, out of this assembly.</summary>
internal static class AssetEndpoints
{
    private static readonly Assembly Own = typeof(AssetEndpoints).Assembly;

    public static void MapAssets(this IEndpointRouteBuilder app)
    {
        Map(app, "/dashboard.css", "dashboard.css", "text/css; charset=utf-8");
        Map(app, "/dashboard.js", "dashboard.js", "text/javascript; charset=utf-8");
        Map(app, "/icon.svg", "icon.svg", "image/svg+xml");
        Map(app, "/_framework/blazor.web.js", "blazor.web.js", "text/javascript; charset=utf-8");
    }

    private static void Map(IEndpointRouteBuilder app, string path, string name, string type)
    {
        var content = new Lazy<byte[]>(() => Read(name));
        var tag = new Lazy<EntityTagHeaderValue>(() => new($"\"{Convert.ToHexStringLower(SHA256.HashData(content.Value))[..16]}\""));
        app.MapGet(path, (HttpContext http) =>
        {
            // Asked each time whether it is still the same: the port may be another version's tomorrow.
            http.Response.Headers.CacheControl = "no-cache";
            return Results.Bytes(content.Value, type, entityTag: tag.Value);
        });
    }

    private static byte[] Read(string name)
    {
        using var stream = Own.GetManifestResourceStream($"assets/{name}")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
