using System.Net.Http.Headers;
using System.Text.Json;

namespace Imizu.Samples.Tests;

/// <summary>What the history of fiscal 2024 has none of: a number with a fraction that ends in 0, and a retraction, which is of no year.</summary>
internal static class Rarities
{
    private const string Case = "/cases/0198c1d2-0000-7000-8000-00000000f011";

    /// <summary>Records them at consultation and community building; how many events that makes.</summary>
    public static async Task<int> Record(HttpClient http, Uri consultation, Uri communityBuilding, CancellationToken cancellationToken)
    {
        await Post(communityBuilding, "/measures/follower/registration",
            """{"on":"2012-04-01","programme":"窓口","measure":"満足度","unit":"％","kind":"ratio","table":"fieldConsultation","order":9}""");
        await Post(communityBuilding, "/measures/follower/tallies", """{"from":"2012-04-01","to":"2013-03-31","value":99.50}""");
        await Post(consultation, $"{Case}/receipt", """{"on":"2012-05-01","route":"person"}""");
        var contact = await Post(consultation, $"{Case}/contacts", """{"on":"2012-05-02","method":"telephone","topics":["familyRelations"]}""");
        await Post(consultation, $"{Case}/entries/{contact}/retraction", """{"reason":"enteredTwice"}""");
        return 5;

        async Task<Guid> Post(Uri service, string path, string json)
        {
            using var answer = await http.PostAsync(new Uri(service, path), new StringContent(json, new MediaTypeHeaderValue("application/json")), cancellationToken);
            return JsonElement.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(cancellationToken)).GetProperty("entries")[0].GetProperty("id").GetGuid();
        }
    }
}
