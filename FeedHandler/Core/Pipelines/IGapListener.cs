namespace FeedHandler.Core.Pipelines;

/// <summary>Is told, on the feed thread, what a clock decided: a recording keeps it, as the packets alone do not tell it.</summary>
public interface IGapListener
{
    /// <summary>Numbers were given up.</summary>
    /// <param name="group">A group of the channel.</param>
    /// <param name="first">The first of them, in the bits of the wire.</param>
    /// <param name="next">The number after the last; the same as <paramref name="first"/> when only a packet that contradicted was decided against.</param>
    void OnGaveUp(int group, ulong first, ulong next);
}
