using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Dynamic;

/// <summary>
/// Receives the elements of a message in schema order. As a struct given by reference it costs no allocation. Every Begin has its End
/// when the message is complete; where decoding stops early, no more calls come.
/// </summary>
public interface IDynamicVisitor
{
    /// <summary>A message begins.</summary>
    /// <param name="message">the message</param>
    /// <param name="header">what its header says</param>
    /// <param name="actingVersion">the version by which it is read: the sender's, at most the schema's</param>
    void BeginMessage(SbeMessage message, in DynamicHeader header, int actingVersion);

    /// <summary>The message has ended.</summary>
    /// <param name="message">the message</param>
    void EndMessage(SbeMessage message);

    /// <summary>A field or composite member that is no composite itself.</summary>
    /// <param name="field">the field and its value; lives until the call returns</param>
    void Field(in DynamicField field);

    /// <summary>A composite begins; its members follow, absent ones and constants too.</summary>
    /// <param name="field">the field and its value; lives until the call returns</param>
    void BeginComposite(in DynamicField field);

    /// <summary>The composite has ended.</summary>
    /// <param name="field">the same as at its beginning</param>
    void EndComposite(in DynamicField field);

    /// <summary>A group begins.</summary>
    /// <param name="group">the group</param>
    /// <param name="count">entries; 0 when absent</param>
    /// <param name="isAbsent">whether not even its dimension is there</param>
    void BeginGroup(SbeGroup group, int count, bool isAbsent);

    /// <summary>The group has ended.</summary>
    /// <param name="group">the group</param>
    void EndGroup(SbeGroup group);

    /// <summary>An entry of a group begins.</summary>
    /// <param name="group">the group</param>
    /// <param name="index">0 for the first entry</param>
    void BeginEntry(SbeGroup group, int index);

    /// <summary>The entry has ended.</summary>
    /// <param name="group">the group</param>
    /// <param name="index">0 for the first entry</param>
    void EndEntry(SbeGroup group, int index);

    /// <summary>Variable-length data.</summary>
    /// <param name="data">the bytes; lives until the call returns</param>
    void Variable(in DynamicVariable data);
}
