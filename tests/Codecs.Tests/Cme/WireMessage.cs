namespace FeedHandler.Codecs.Tests.Cme;

/// <summary>One message template: its root block and its groups in wire order.</summary>
internal sealed record WireMessage(int Id, string Name, int Since, int? Deprecated, WireBlock Root, IReadOnlyList<WireGroup> Groups)
{
    /// <summary>Whether the message set of a version has this template.</summary>
    public bool ExistsAt(int version) => Since <= version && (Deprecated is not int end || version < end);
}
