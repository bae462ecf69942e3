using FeedHandler.Replay.Frames;

namespace FeedHandler.Host.Inspect.Output;

/// <summary>Endpoints as text, each made once.</summary>
internal sealed class EndpointTexts
{
    private const int CountMax = 4096;
    private readonly Dictionary<UdpEndpoint, string> _texts = [];

    /// <summary>Address and port of an endpoint.</summary>
    public string Of(in UdpEndpoint endpoint)
    {
        if (_texts.TryGetValue(endpoint, out string? text)) return text;
        text = endpoint.ToString();
        if (_texts.Count < CountMax) _texts.Add(endpoint, text);
        return text;
    }
}
