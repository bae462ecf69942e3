using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Dynamic;

/// <summary>A group while its entries still come.</summary>
internal sealed class GroupDraft(SbeGroup source, bool isAbsent)
{
    public List<DynamicBlock> Entries { get; } = [];

    public DynamicGroup ToGroup() => new(source, isAbsent, new(Entries));
}
