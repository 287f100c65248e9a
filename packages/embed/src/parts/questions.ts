// What a page loads once it has a tag of questions and answers.
import '@continuo/elements/define/question-list';
import '@continuo/elements/define/question-form';
