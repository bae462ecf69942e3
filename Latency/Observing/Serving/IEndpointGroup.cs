using Microsoft.AspNetCore.Routing;

namespace FeedHandler.Observing;

/// <summary>A part of what an <see cref="ObserverServer"/> answers, such as metrics or the pages of a dashboard.</summary>
/// <remarks>
/// Its handlers run on threads of the pool, beside the feed: each observer has a <see cref="Engine.FeedStatus"/> of its own, and a lock around it where
/// several requests may come at once. What goes on, such as a stream of events, ends with <c>IHostApplicationLifetime.ApplicationStopping</c>.
/// </remarks>
public interface IEndpointGroup
{
    /// <summary>Maps its addresses. Called once, before the server listens.</summary>
    /// <param name="endpoints">Where to map them.</param>
    void Map(IEndpointRouteBuilder endpoints);
}
